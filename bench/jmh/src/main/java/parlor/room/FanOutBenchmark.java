package parlor.room;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A room's fan-out without sockets: frames are gathered, the batch is offered to every member's
 * outlet, and each connection takes it. The time is that of one frame, for all members together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FanOutBenchmark {
  private static final int FRAME_BYTES = 220;
  private static final int FRAMES = 64;
  private static final int MAX_TAKEN = 64 * 1024;
  private static final long OUTLET_BYTES = 4 * 1024 * 1024;

  @Param({"10", "100", "1000"})
  public int members = 10;

  private final FanOut fanOut = new FanOut();
  private final List<Outlet> outlets = new ArrayList<>();
  private final byte[] frame = new byte[FRAME_BYTES];

  /** Everybody comes in. */
  @Setup
  public void attach() {
    OutletsBound all = new OutletsBound(Long.MAX_VALUE, OUTLET_BYTES);
    for (int member = 0; member < members; member++) {
      Outlet outlet = new Outlet(OUTLET_BYTES, all, () -> {});
      outlets.add(outlet);
      fanOut.attach(Integer.toString(member), outlet);
    }
  }

  /** Each frame is a batch of its own, as in a room in which one message comes at a time. */
  @Benchmark
  public void oneFrameABatch(Blackhole taken) {
    fanOut.add(frame);
    fanOut.flush();
    takeAll(taken);
  }

  /** Sixty-four frames are one batch, as in a room under load. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void manyFramesABatch(Blackhole taken) {
    for (int i = 0; i < FRAMES; i++) {
      fanOut.add(frame);
    }
    fanOut.flush();
    takeAll(taken);
  }

  private void takeAll(Blackhole taken) {
    for (Outlet outlet : outlets) {
      for (ByteString some = outlet.take(MAX_TAKEN); some != null; some = outlet.take(MAX_TAKEN)) {
        taken.consume(some);
      }
    }
  }
}
