package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/protocol.md to the code. Its examples stand in blocks that begin with {@code ```json
 * client} or {@code ```json server}, one frame a line, written as the codec writes them.
 */
class ProtocolDocTest {
  private static final ClientFrameCodec CODEC = new ClientFrameCodec(TestFrames.LIMITS);

  private final List<String> doc = Files.readAllLines(Path.of("../docs/protocol.md"));

  ProtocolDocTest() throws IOException {}

  @Test
  void theTableOfErrorsIsTheEnum() {
    Map<String, String> expected =
        Arrays.stream(ErrorCode.values())
            .collect(Collectors.toMap(ErrorCode::wire, ErrorCode::meaning));
    assertThat(table("## Errors")).isEqualTo(expected);
  }

  @Test
  void theTableOfLimitsIsTheRecord() throws ReflectiveOperationException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (RecordComponent limit : Limits.class.getRecordComponents()) {
      Object value = limit.getAccessor().invoke(TestFrames.LIMITS);
      expected.put(limit.getName(), String.valueOf(value));
    }
    assertThat(table("## Limits")).isEqualTo(expected);
  }

  @Test
  void everyExampleOfAClientIsReadAndWrittenAsItStands() {
    assertAll(
        examples("client").stream()
            .map(
                line ->
                    () ->
                        assertThat(lineOf(ClientFrameCodec.encode(clientFrame(line))))
                            .isEqualTo(line)));
  }

  @Test
  void everyExampleOfTheServerIsReadAndWrittenAsItStands() {
    assertAll(
        examples("server").stream()
            .map(
                line ->
                    () ->
                        assertThat(lineOf(ServerFrameCodec.encode(serverFrame(line))))
                            .isEqualTo(line)));
  }

  @Test
  void everyFrameHasAnExample() throws RefusedFrame, IOException {
    List<Class<?>> shown = new ArrayList<>();
    for (String line : examples("client")) {
      shown.add(clientFrame(line).getClass());
    }
    for (String line : examples("server")) {
      shown.add(serverFrame(line).getClass());
    }
    Set<Class<?>> all =
        Stream.concat(records(ClientFrame.class), records(ServerFrame.class))
            .collect(Collectors.toSet());
    assertThat(Set.copyOf(shown)).isEqualTo(all);
  }

  @Test
  void everyLinkWithinThePageLeadsToAHeading() {
    Set<String> anchors =
        doc.stream()
            .filter(line -> line.startsWith("#"))
            .map(ProtocolDocTest::anchor)
            .collect(Collectors.toSet());
    List<String> links =
        doc.stream()
            .flatMap(line -> Pattern.compile("\\]\\(#([^)]+)\\)").matcher(line).results())
            .map(result -> result.group(1))
            .toList();
    assertThat(links).isNotEmpty().isSubsetOf(anchors);
  }

  /** The first two columns of a section's table, without quotes. */
  private Map<String, String> table(String heading) {
    return doc.stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .collect(
            Collectors.toMap(
                cells -> cells[1].strip().replace("`", ""), cells -> cells[2].strip()));
  }

  private List<String> examples(String side) {
    List<String> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : doc) {
      if (line.startsWith("```")) {
        inside = line.equals("```json " + side);
      } else if (inside) {
        examples.add(line);
      }
    }
    return examples;
  }

  private static ClientFrame clientFrame(String line) throws RefusedFrame {
    byte[] bytes = line.getBytes(UTF_8);
    return CODEC.decode(bytes, 0, bytes.length);
  }

  private static ServerFrame serverFrame(String line) throws IOException {
    byte[] bytes = line.getBytes(UTF_8);
    return ServerFrameCodec.decode(bytes, 0, bytes.length).orElseThrow();
  }

  private static String lineOf(byte[] encoded) {
    return new String(encoded, UTF_8).strip();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ProtocolDocTest::records)
        : Stream.of(type);
  }

  /** As the usual renderers make it: lower case, punctuation gone, spaces become hyphens. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} -]", "")
        .replace(' ', '-');
  }
}
