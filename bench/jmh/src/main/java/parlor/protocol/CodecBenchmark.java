package parlor.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message on its way through the codec: in as {@code say}, out as {@code message}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {
  private static final int REPEATED = 5;

  /** Twenty characters of it, in the end. */
  @Param({"ascii", "chinese"})
  public String text = "";

  private final ClientFrameCodec codec =
      new ClientFrameCodec(new Limits(65536, 5000, 32, 64, 50, 10_000, 50, 10_485_760, 10, 6, 200));
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(1024);
  private byte[] say = {};
  private ServerFrame.Message message = message("");

  private static ServerFrame.Message message(String text) {
    return new ServerFrame.Message(
        "lobby", 123_456, 1_767_225_600_000L, "zoë", Kind.USER, text, null);
  }

  /** Makes both frames, of 100 characters of text. */
  @Setup
  public void makeFrames() {
    String words = text.equals("ascii") ? "The quick brown fox." : "我们今天下午三点在上海图书馆门口见面好吗？";
    String said = words.repeat(REPEATED);
    say =
        ("{\"type\":\"say\",\"id\":\"b7c1e0d2\",\"room\":\"lobby\",\"text\":\"" + said + "\"}")
            .getBytes(UTF_8);
    message = message(said);
  }

  /** What a sender's frame costs. */
  @Benchmark
  public ClientFrame decodeSay() throws RefusedFrame {
    return codec.decode(say, 0, say.length);
  }

  /** What encoding a published message costs: once a room and node. */
  @Benchmark
  public byte[] encodeMessage() {
    return ServerFrameCodec.encode(message);
  }

  /** The same, into a buffer that is there already. */
  @Benchmark
  public int encodeMessageIntoBatch() {
    batch.reset();
    ServerFrameCodec.encode(message, batch);
    return batch.size();
  }
}
