package parlor.gateway.lan;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the network of the chat door while the gateway runs, on whatever addresses the computer has
 * meanwhile, and takes it back before the door closes.
 */
public final class Announcer extends AbstractBehavior<Announcer.Command> {

  public sealed interface Command {}

  private record LookAtAddresses() implements Command {}

  private record Told(@Nullable Throwable failure) implements Command {}

  /** A computer that moves to another network is found there as soon. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** The first goodbye goes out at once; the end does not wait for the two that repeat it. */
  private static final Duration WITHDRAWAL = Duration.ofMillis(500);

  private final Found found;
  private final Announcement announcement;

  /** Blocks for seconds, which the threads that all share may not. */
  private final ExecutorService speaker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("parlor-mdns").factory());

  private boolean telling;

  /** Tells of what is found there. */
  public static Behavior<Command> create(Found found) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new LookAtAddresses(), Duration.ZERO, LOOK);
                  return new Announcer(context, found);
                }));
  }

  private Announcer(ActorContext<Command> context, Found found) {
    super(context);
    this.found = found;
    this.announcement =
        new Announcement(shownName(found.settings()), found.chat().getPort(), facts(found));
    withdrawInOrder(CoordinatedShutdown.get(context.getSystem()));
  }

  /** Begins as soon as the gateway is to end; nobody inside waits for it. */
  private void withdrawInOrder(CoordinatedShutdown shutdown) {
    CompletableFuture<Done> ending = new CompletableFuture<>();
    CompletableFuture<Done> withdrawn =
        ending.thenCompose(
            go ->
                CompletableFuture.runAsync(announcement::withdraw, speaker)
                    .handle((nothing, failure) -> Done.getInstance())
                    .completeOnTimeout(
                        Done.getInstance(), WITHDRAWAL.toMillis(), TimeUnit.MILLISECONDS));
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "tell the network that it goes",
        () -> {
          ending.complete(Done.getInstance());
          return ending;
        });
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
        "have told the network",
        () -> withdrawn);
  }

  private static Map<String, String> facts(Found found) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("tls", found.chatTls() ? "on" : "off");
    facts.put("name", shownName(found.settings()));
    if (!found.webAddresses().isEmpty()) {
      facts.put("web", found.webAddresses().getFirst());
    }
    return facts;
  }

  private static String shownName(LanSettings settings) {
    if (!settings.name().isEmpty()) {
      return settings.name();
    }
    try {
      return "Parlor at " + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "Parlor";
    }
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(LookAtAddresses.class, look -> onLookAtAddresses())
        .onMessage(Told.class, this::onTold)
        .build();
  }

  private Behavior<Command> onLookAtAddresses() {
    if (!telling) {
      telling = true;
      getContext()
          .pipeToSelf(
              CompletableFuture.runAsync(() -> announcement.tellOn(found.announcedOn()), speaker),
              (done, failure) -> new Told(failure));
    }
    return this;
  }

  private Behavior<Command> onTold(Told told) {
    telling = false;
    if (told.failure != null) {
      getContext().getLog().warn("The network cannot be told of this server", told.failure);
    }
    return this;
  }
}
