package parlor.gateway;

import akka.actor.AbstractActorWithTimers;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.DowningProvider;
import akka.cluster.sbr.SplitBrainResolver;
import akka.cluster.sbr.SplitBrainResolverProvider;
import java.time.Duration;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Akka's Split Brain Resolver, which by itself looks once a second whether {@code stable-after} is
 * over, made to look ten times a second: so a decision takes that time, and not up to a second
 * more. Why: decision 0034.
 */
public final class PromptDowning extends DowningProvider {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final SplitBrainResolverProvider resolver;

  /** Made by Akka, by the name of its class. */
  public PromptDowning(ActorSystem system) {
    this.resolver = new SplitBrainResolverProvider(system);
  }

  @Override
  public FiniteDuration downRemovalMargin() {
    return resolver.downRemovalMargin();
  }

  @Override
  public Option<Props> downingActorProps() {
    return resolver
        .downingActorProps()
        .map(props -> Props.create(Prompter.class, () -> new Prompter(props)));
  }

  /** Starts the resolver and tells it to look. */
  private static final class Prompter extends AbstractActorWithTimers {
    private static final SplitBrainResolver.Tick$ TICK = SplitBrainResolver.Tick$.MODULE$;

    private final Props resolver;

    Prompter(Props resolver) {
      this.resolver = resolver;
    }

    @Override
    public Receive createReceive() {
      ActorRef child =
          getContext()
              .actorOf(resolver.withDispatcher(getContext().props().dispatcher()), "resolver");
      getTimers().startTimerWithFixedDelay(TICK, TICK, LOOK);
      return receiveBuilder().matchEquals(TICK, look -> child.tell(look, getSelf())).build();
    }
  }
}
