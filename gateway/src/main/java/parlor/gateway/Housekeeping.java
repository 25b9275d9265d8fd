package parlor.gateway;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parlor.people.PresenceSettings;
import parlor.store.Store;

/** Now and then has forgotten what is due: old messages, and sessions that nobody used. */
final class Housekeeping extends AbstractBehavior<Housekeeping.Command> {
  private static final Duration FIRST = Duration.ofSeconds(30);

  /** So long an uploaded file waits to be said. */
  private static final Duration UNUSED_FILES = Duration.ofDays(1);

  private static final Duration EVERY = Duration.ofHours(1);

  sealed interface Command {}

  private record Tidy() implements Command {}

  private record Tidied(@Nullable Throwable failure) implements Command {}

  static Behavior<Command> create(Store store, PresenceSettings settings, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Tidy(), FIRST, EVERY);
                  return new Housekeeping(context, store, settings, clock);
                }));
  }

  private final Store store;
  private final PresenceSettings settings;
  private final Clock clock;

  private Housekeeping(
      ActorContext<Command> context, Store store, PresenceSettings settings, Clock clock) {
    super(context);
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Tidy.class, tidy -> onTidy())
        .onMessage(Tidied.class, this::onTidied)
        .build();
  }

  private Behavior<Command> onTidy() {
    long now = clock.millis();
    getContext()
        .pipeToSelf(
            store
                .people()
                .removeExpired(
                    now - settings.guestSession().toMillis(),
                    now - settings.accountSession().toMillis())
                .thenCompose(removed -> store.files().removeUnused(now - UNUSED_FILES.toMillis()))
                .thenCompose(removed -> store.forgetOldMessages()),
            (done, failure) -> new Tidied(failure));
    return this;
  }

  private Behavior<Command> onTidied(Tidied tidied) {
    if (tidied.failure != null) {
      getContext().getLog().error("What is due could not be forgotten", tidied.failure);
    }
    return this;
  }
}
