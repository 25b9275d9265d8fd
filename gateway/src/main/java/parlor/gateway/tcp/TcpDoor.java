package parlor.gateway.tcp;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parlor.gateway.door.ConnectionActors;
import parlor.gateway.door.ConnectionGate;
import parlor.gateway.door.DoorTools;
import parlor.gateway.tls.SocketTls;

/**
 * Chat over TCP: a few event loops, each of which carries its share of the connections. Where the
 * system has epoll they use it directly.
 */
public final class TcpDoor {
  private static final int PAGE_BYTES = 8 * 1024;
  private static final int CHUNK_PAGES_LOG2 = 6;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** More than wait so long that nobody waits for them. */
  private static final int HANDSHAKES_PER_THREAD = 2_000;

  /** Netty's setting for finding buffers that nobody gave back. */
  private static final String LEAKS = "io.netty.leakDetection.level";

  /** One read takes no more, so that nobody's bytes pile up. */
  private static final int READ_BYTES = 16 * 1024;

  private static final int FIRST_READ_BYTES = 2 * 1024;
  private static final int LEAST_READ_BYTES = 512;

  /**
   * How the door is opened.
   *
   * @param port 0 for any that is free
   * @param backlog how many connections may wait to be accepted
   * @param threads event loops
   * @param handshakeThreads threads on which TLS begins
   * @param handshake how long that may take
   */
  public record Settings(
      String host, int port, int backlog, int threads, int handshakeThreads, Duration handshake) {}

  private final Channel door;

  private TcpDoor(Channel door) {
    this.door = door;
  }

  /**
   * Opens the door.
   *
   * @param tls encrypts each connection, or null for a line in clear
   * @param actors gives each connection its actor
   * @return the door; fails with an {@link java.io.IOException} if the address is in use
   */
  public static CompletionStage<TcpDoor> open(
      ActorSystem<?> system,
      Settings settings,
      @Nullable SocketTls tls,
      ActorRef<ConnectionActors.Start> actors,
      DoorTools tools) {
    return open(
        system,
        settings,
        tls,
        tools.bounds().gate(),
        (socket, from) -> new SocketCarrier(socket, from, actors, tools));
  }

  /** What carries a connection on from where it is in the clear. */
  @FunctionalInterface
  interface Carriers {
    ChannelHandler carrier(SocketChannel socket, InetAddress from);
  }

  static CompletionStage<TcpDoor> open(
      ActorSystem<?> system,
      Settings settings,
      @Nullable SocketTls tls,
      ConnectionGate gate,
      Carriers carriers) {
    if (System.getProperty(LEAKS) == null) {
      // It would look at one buffer in a hundred and note where it was made.
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(settings.threads(), LoopThread.factory(), io);
    loops.forEach(LoopThread::introduce);
    Class<? extends ServerSocketChannel> kind =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ExecutorService handshakes = handshakes(settings.handshakeThreads(), gate);
    Newcomers newcomers = new Newcomers(tls, handshakes, settings.handshake(), gate, carriers);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(kind)
            .option(ChannelOption.SO_BACKLOG, settings.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, buffers(settings.threads()))
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(newcomers)
            .bind(settings.host(), settings.port());
    CompletableFuture<TcpDoor> opened = new CompletableFuture<>();
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            opened.complete(new TcpDoor(bound.channel()));
          } else {
            opened.completeExceptionally(done.cause());
          }
        });
    system
        .getWhenTerminated()
        .thenRun(
            () -> {
              end(loops);
              handshakes.shutdownNow();
            });
    return opened;
  }

  /** Apart from the loops, so that whoever comes takes no time from those who talk. */
  private static ExecutorService handshakes(int threads, ConnectionGate gate) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(HANDSHAKES_PER_THREAD * threads),
        new DefaultThreadFactory("parlor-tls", true),
        (task, full) -> {
          gate.handshakeRefused();
          throw new RejectedExecutionException("Too many handshakes wait");
        });
  }

  /** All connections have ended by then. */
  private static void end(EventLoopGroup loops) {
    var unused = loops.shutdownGracefully(0, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static RecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, FIRST_READ_BYTES, READ_BYTES)
        .maxMessagesPerRead(1);
  }

  /** Small chunks: what a few thousand connections need at a time is not much. */
  private static PooledByteBufAllocator buffers(int arenas) {
    boolean direct = true;
    boolean cacheForAllThreads = false;
    return new PooledByteBufAllocator(
        direct,
        0,
        arenas,
        PAGE_BYTES,
        CHUNK_PAGES_LOG2,
        PooledByteBufAllocator.defaultSmallCacheSize(),
        PooledByteBufAllocator.defaultNormalCacheSize(),
        cacheForAllThreads);
  }

  /** Lets connections in. */
  private static final class Newcomers extends ChannelInitializer<SocketChannel> {
    private final @Nullable SocketTls tls;
    private final Executor handshakes;
    private final Duration handshake;
    private final ConnectionGate gate;
    private final Carriers carriers;

    Newcomers(
        @Nullable SocketTls tls,
        Executor handshakes,
        Duration handshake,
        ConnectionGate gate,
        Carriers carriers) {
      this.tls = tls;
      this.handshakes = handshakes;
      this.handshake = handshake;
      this.gate = gate;
      this.carriers = carriers;
    }

    @Override
    protected void initChannel(SocketChannel socket) {
      InetAddress from = socket.remoteAddress().getAddress();
      if (!gate.enter(from)) {
        ChannelFuture unused = socket.close();
        return;
      }
      boolean carried = false;
      try {
        if (tls != null) {
          SslHandler layer = tls.handler(socket.alloc(), handshakes);
          layer.setHandshakeTimeoutMillis(handshake.toMillis());
          socket.pipeline().addLast(layer);
        }
        socket.pipeline().addLast(carriers.carrier(socket, from));
        carried = true;
      } finally {
        if (!carried) {
          gate.leave(from);
        }
      }
    }
  }

  public InetSocketAddress localAddress() {
    return (InetSocketAddress) door.localAddress();
  }

  /** Lets nobody in any more; those who are inside stay. */
  public CompletionStage<Done> unbind() {
    CompletableFuture<Done> closed = new CompletableFuture<>();
    door.close().addListener(done -> closed.complete(Done.getInstance()));
    return closed;
  }
}
