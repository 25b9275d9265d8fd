package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private static final int MAX = 10;

  private final LineSplitter splitter = new LineSplitter(MAX);
  private final List<String> lines = new ArrayList<>();

  @Test
  void cutsSeveralLinesInOneArray() throws LineTooLong {
    feed("one\ntwo\r\nthree\nfo");
    assertThat(lines).containsExactly("one", "two", "three");
    assertThat(splitter.waiting()).isEqualTo(2);
    feed("ur\n");
    assertThat(lines).containsExactly("one", "two", "three", "four");
  }

  @Test
  void takesAByteAtATime() throws LineTooLong {
    for (char c : "one\r\n\n\r\ntwo\nthree".toCharArray()) {
      feed(String.valueOf(c));
    }
    assertThat(lines).containsExactly("one", "two");
    assertThat(splitter.waiting()).isEqualTo(5);
  }

  @Test
  void ignoresEmptyLines() throws LineTooLong {
    feed("\n\r\n\n\none\n\n");
    assertThat(lines).containsExactly("one");
  }

  @Test
  void dropsOneCarriageReturnAtTheEndOnly() throws LineTooLong {
    feed("a\rb\r\r\n");
    assertThat(lines).containsExactly("a\rb\r");
  }

  @Test
  void aCarriageReturnMayComeAlone() throws LineTooLong {
    feed("one\r");
    feed("\ntwo\r");
    feed("x\n");
    assertThat(lines).containsExactly("one", "two\rx");
  }

  @Test
  void handsOnTheFedArrayWithoutACopy() throws LineTooLong {
    byte[] fed = "xxone\ntwo\nxx".getBytes(UTF_8);
    List<byte[]> arrays = new ArrayList<>();
    splitter.feed(fed, 2, 8, (bytes, offset, length) -> arrays.add(bytes));
    assertThat(arrays).hasSize(2).allSatisfy(array -> assertThat(array).isSameAs(fed));
    assertThat(splitter.holdsBuffer()).isFalse();
  }

  @Test
  void holdsABufferOnlyWhileHalfALineWaits() throws LineTooLong {
    assertThat(splitter.holdsBuffer()).isFalse();
    feed("on");
    assertThat(splitter.holdsBuffer()).isTrue();
    feed("e\n");
    assertThat(splitter.holdsBuffer()).isFalse();
    assertThat(lines).containsExactly("one");
  }

  @Test
  void countsALineWithoutItsEnd() throws LineTooLong {
    feed("0123456789\n0123456789\r\n");
    feed("0123456789");
    feed("\r");
    feed("\n");
    assertThat(lines).hasSize(3).containsOnly("0123456789");
  }

  @Test
  void refusesALongLineAfterThoseBeforeIt() {
    assertThatThrownBy(() -> feed("one\n0123456789x\ntwo\n")).isInstanceOf(LineTooLong.class);
    assertThat(lines).containsExactly("one");
  }

  @Test
  void refusesALongLineBeforeItsEnd() throws LineTooLong {
    feed("0123456789");
    assertThatThrownBy(() -> feed("x")).isInstanceOf(LineTooLong.class);
  }

  @Test
  void refusesWhatFollowsACarriageReturnBeyondTheLimit() throws LineTooLong {
    feed("0123456789\r");
    assertThatThrownBy(() -> feed("\r\n")).isInstanceOf(LineTooLong.class);
  }

  @Test
  void aLongLineByteByByteCostsNoMoreThanItsLength() throws LineTooLong {
    int size = 4_000_000;
    LineSplitter large = new LineSplitter(size);
    byte[] one = {'x'};
    int[] length = new int[1];
    for (int i = 0; i < size; i++) {
      large.feed(one, 0, 1, (bytes, offset, l) -> length[0] = l);
    }
    large.feed(new byte[] {'\n'}, 0, 1, (bytes, offset, l) -> length[0] = l);
    assertThat(length[0]).isEqualTo(size);
  }

  @Test
  void anyCutOfAStreamGivesTheSameLines() {
    Generator generator = new Generator();
    generator.check(
        20_000,
        () -> {
          byte[] stream = new byte[generator.below(60)];
          for (int i = 0; i < stream.length; i++) {
            stream[i] = (byte) "abcdef\r\n\n\r".charAt(generator.below(10));
          }
          assertThat(linesOf(stream, generator)).isEqualTo(expected(stream));
        });
  }

  private static List<String> linesOf(byte[] stream, Generator generator) {
    LineSplitter splitter = new LineSplitter(MAX);
    List<String> lines = new ArrayList<>();
    int at = 0;
    try {
      while (at < stream.length) {
        int size = 1 + generator.below(stream.length - at);
        byte[] chunk = Arrays.copyOfRange(stream, at, at + size);
        splitter.feed(chunk, 0, size, (b, o, l) -> lines.add(new String(b, o, l, UTF_8)));
        at += size;
      }
    } catch (LineTooLong e) {
      lines.add("too long");
    }
    return lines;
  }

  private static List<String> expected(byte[] stream) {
    List<String> lines = new ArrayList<>();
    String left = new String(stream, UTF_8);
    while (!left.isEmpty()) {
      int end = left.indexOf('\n');
      String line = end < 0 ? left : left.substring(0, end);
      left = end < 0 ? "" : left.substring(end + 1);
      String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (content.length() > MAX) {
        lines.add("too long");
        return lines;
      }
      if (end >= 0 && !content.isEmpty()) {
        lines.add(content);
      }
    }
    return lines;
  }

  private void feed(String text) throws LineTooLong {
    byte[] bytes = text.getBytes(UTF_8);
    splitter.feed(
        bytes,
        0,
        bytes.length,
        (line, offset, length) -> lines.add(new String(line, offset, length, UTF_8)));
  }
}
