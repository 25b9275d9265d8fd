package parlor.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** JSON as the wire has it: strict, of bounded depth, one object a line, text as plain UTF-8. */
final class Json {
  static final int MAX_DEPTH = 64;

  private static final int USUAL_FRAME = 256;

  /** What a thread writes frames into one after the other, unless one was very long. */
  private static final class Scratch extends ByteArrayOutputStream {
    private static final int KEPT_BYTES = 16 * 1024;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private boolean taken;

    Scratch() {
      super(USUAL_FRAME);
    }

    /** The thread's own, empty; a new one while that is written into. */
    static Scratch take() {
      Scratch own = OF_THREAD.get();
      Scratch scratch = own.taken ? new Scratch() : own;
      scratch.taken = true;
      return scratch;
    }

    void giveBack() {
      reset();
      taken = false;
      if (buf.length > KEPT_BYTES) {
        buf = new byte[USUAL_FRAME];
      }
    }
  }

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Keys come from strangers: they do not belong in the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}

  /** Writes one frame. */
  @FunctionalInterface
  interface Frame {
    void writeTo(JsonWriter writer) throws IOException;
  }

  /** Reads UTF-8 that is known to be valid. */
  static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
    // Zeros at the beginning would make the parser take the bytes for UTF-16 or UTF-32.
    for (int i = 0; i < Math.min(length, 4); i++) {
      if (bytes[offset + i] == 0) {
        throw new IOException("U+0000 outside of a string");
      }
    }
    return FACTORY.createParser(bytes, offset, length);
  }

  /** One line, ended by {@code \n}. */
  static byte[] line(Frame frame) {
    Scratch out = Scratch.take();
    try {
      writeLine(out, frame);
      return out.toByteArray();
    } finally {
      out.giveBack();
    }
  }

  /** Appends one line, ended by {@code \n}. */
  static void writeLine(ByteArrayOutputStream out, Frame frame) {
    try (JsonWriter writer = new JsonWriter(FACTORY.createGenerator(out), out)) {
      frame.writeTo(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.write('\n');
  }

  /** One line, ended by {@code \n}, cut where something is to be put in. */
  static List<byte[]> cutLine(Frame frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_FRAME);
    List<Integer> gaps = new ArrayList<>();
    writeLine(
        out,
        writer -> {
          frame.writeTo(writer);
          gaps.addAll(writer.gaps());
        });
    byte[] line = out.toByteArray();
    List<byte[]> pieces = new ArrayList<>(gaps.size() + 1);
    int from = 0;
    for (int gap : gaps) {
      pieces.add(Arrays.copyOfRange(line, from, gap));
      from = gap;
    }
    pieces.add(Arrays.copyOfRange(line, from, line.length));
    return pieces;
  }

  /** Appends what is encoded already as the elements of an array; line ends are left out. */
  static void writeElements(ByteArrayOutputStream out, List<byte[]> encoded) {
    boolean first = true;
    for (byte[] element : encoded) {
      if (!first) {
        out.write(',');
      }
      first = false;
      boolean ended = element.length > 0 && element[element.length - 1] == '\n';
      out.write(element, 0, ended ? element.length - 1 : element.length);
    }
  }
}
