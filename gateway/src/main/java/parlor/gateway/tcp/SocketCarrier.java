package parlor.gateway.tcp;

import akka.actor.typed.ActorRef;
import akka.util.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.gateway.door.Carrier;
import parlor.gateway.door.Connection;
import parlor.gateway.door.ConnectionActors;
import parlor.gateway.door.DoorTools;

/**
 * A socket that carries a connection. Its thread is the socket's event loop; what is offered to the
 * connection's outlet on other threads wakes it there.
 */
final class SocketCarrier extends ChannelInboundHandlerAdapter
    implements Carrier, ConnectionActors.Ear {

  private static final Logger LOG = LoggerFactory.getLogger(SocketCarrier.class);

  /**
   * What one write takes at most. A socket that takes no more pins so much memory outside of the
   * heap, and no more.
   */
  private static final int WRITE_BYTES = 16 * 1024;

  private final Channel socket;
  private final @Nullable SslHandler tls;

  /** The socket itself, for what is sent in the clear; null where the system has no epoll. */
  private final @Nullable Socket bare;

  private final EventLoop loop;
  private final Runnable delivery;
  private final Connection connection;
  private final ActorRef<ConnectionActors.Start> actors;
  private final Map<Timer, ScheduledFuture<?>> timers = new EnumMap<>(Timer.class);
  private @Nullable ActorRef<Object> self;

  /** The socket has not taken everything yet. */
  private boolean writing;

  private boolean gone;

  SocketCarrier(
      Channel socket, InetAddress from, ActorRef<ConnectionActors.Start> actors, DoorTools tools) {
    this.socket = socket;
    this.tls = socket.pipeline().get(SslHandler.class);
    boolean isBare = tls == null && socket instanceof UnixChannel;
    this.bare = isBare ? (Socket) ((UnixChannel) socket).fd() : null;
    this.loop = socket.eventLoop();
    this.actors = actors;
    this.connection = new Connection(tools, from, this, () -> tools.bounds().gate().leave(from));
    this.delivery = () -> run(connection::deliver);
  }

  // The socket

  /** The connection starts when it has an actor. */
  @Override
  public void channelActive(ChannelHandlerContext context) {
    actors.tell(new ConnectionActors.Start(this));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf buffer = (ByteBuf) message;
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    buffer.release();
    connection.received(bytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
      connection.inputEnded();
    }
  }

  /** The other side has gone, or this one has ended. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lose();
  }

  /** A reset, or what is no TLS: the operator has nothing to do about either. Else it is ours. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isOfTheLine(cause)) {
      lose();
    } else {
      fail(cause);
    }
  }

  /** Netty tells in several ways that a socket is gone. */
  private static boolean isOfTheLine(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof UncheckedIOException
        || cause instanceof ChannelException
        || cause instanceof DecoderException;
  }

  private void fail(Throwable fault) {
    LOG.error("A connection has failed", fault);
    connection.abort(String.valueOf(fault));
  }

  private void lose() {
    if (!gone) {
      gone = true;
      connection.lost();
    }
  }

  // The actor

  @Override
  public void started(ActorRef<Object> actor) {
    execute(
        () -> {
          self = actor;
          connection.start();
        });
  }

  @Override
  public void message(Object message) {
    execute(() -> connection.onMessage(message));
  }

  @Override
  public void watchedEnded() {
    execute(connection::watchedEnded);
  }

  @Override
  public ActorRef<Object> self() {
    if (self == null) {
      throw new IllegalStateException("The connection has no actor yet");
    }
    return self;
  }

  @Override
  public void watch(ActorRef<?> actor) {
    self().tell(new ConnectionActors.Watch(actor));
  }

  // What the connection wants

  @Override
  public void read() {
    socket.read();
  }

  @Override
  public int room() {
    return writing || gone ? 0 : WRITE_BYTES;
  }

  /** What the socket does not take at once is left to Netty. */
  @Override
  public void write(ByteString bytes) {
    int sent = bare == null ? 0 : LoopThread.shared().send(bare, bytes);
    if (sent < bytes.size()) {
      writeLater(bytes.drop(sent));
    }
  }

  private void writeLater(ByteString bytes) {
    ChannelFuture written = socket.writeAndFlush(buffer(bytes));
    if (!written.isDone()) {
      writing = true;
      written.addListener(
          done -> {
            writing = false;
            connection.settle();
          });
    }
  }

  /** The one copy of what is shared: outside of the heap for the system, inside for TLS. */
  private ByteBuf buffer(ByteString bytes) {
    if (tls != null) {
      return Unpooled.wrappedBuffer(bytes.toArrayUnsafe());
    }
    int size = bytes.size();
    ByteBuf buffer = socket.alloc().directBuffer(size);
    bytes.copyToBuffer(buffer.internalNioBuffer(0, size));
    return buffer.writerIndex(size);
  }

  /** With TLS the end is said inside of it first. */
  @Override
  public void finish() {
    if (tls == null) {
      shutdownOutput();
    } else {
      tls.closeOutbound().addListener(closed -> shutdownOutput());
    }
  }

  private void shutdownOutput() {
    if (socket.isActive()) {
      ChannelFuture unused = ((DuplexChannel) socket).shutdownOutput();
    }
  }

  @Override
  public void stop() {
    gone = true;
    cleanUp();
    ChannelFuture unused = socket.close();
  }

  @Override
  public void reset(String why) {
    gone = true;
    cleanUp();
    ChannelHandlerContext first = socket.pipeline().firstContext();
    if (socket.isOpen() && first != null) {
      socket.config().setOption(ChannelOption.SO_LINGER, 0);
      // Beside TLS, which would want to say farewell.
      ChannelFuture unused = first.close();
    }
  }

  private void cleanUp() {
    timers.values().forEach(timer -> timer.cancel(false));
    timers.clear();
    if (self != null) {
      self.tell(new ConnectionActors.Stop());
    }
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(() -> run(task));
  }

  @Override
  public void wake() {
    loop.execute(delivery);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) {
      fail(fault);
    }
  }

  @Override
  public void schedule(Timer timer, Duration after) {
    cancel(timer);
    timers.put(
        timer,
        loop.schedule(
            () -> {
              timers.remove(timer);
              run(() -> connection.onTimer(timer));
            },
            after.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  @Override
  public void cancel(Timer timer) {
    ScheduledFuture<?> running = timers.remove(timer);
    if (running != null) {
      running.cancel(false);
    }
  }
}
