package parlor.gateway;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.room.Gauges;

/** How this node comes into the cluster, and what is said when it cannot or is put out of it. */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  /** The others have not come together in time; the message is for people. */
  static final class NotJoined extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJoined(String reason) {
      super(reason);
    }
  }

  private Membership() {}

  /** Looks for the others; {@code joined} is told when this node is one of them. */
  static void enter(ActorSystem<?> system, ClusterSettings settings, ActorRef<SelfUp> joined) {
    Cluster cluster = Cluster.get(system);
    Gauges.show("parlor.cluster.members", cluster, Membership::count);
    cluster.subscriptions().tell(Subscribe.create(joined, SelfUp.class));
    sayWhenPutOut(system);
    if (settings.isAlone()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else {
      LOG.info("Looking for the other gateways at {}", settings.meetingPoint());
      if (settings.kubernetes()) {
        askKubernetes(system);
      }
    }
  }

  /** Begins to answer others that look for a cluster, and looks for one. */
  private static void askKubernetes(ActorSystem<?> system) {
    AkkaManagement.get(system)
        .start()
        .whenComplete(
            (address, failure) -> {
              if (failure == null) {
                ClusterBootstrap.get(system).start();
              } else {
                LOG.error("Other gateways cannot ask this one: {}", failure.toString());
              }
            });
  }

  private static int count(Cluster cluster) {
    int members = 0;
    for (Member ignored : cluster.state().getMembers()) {
      members++;
    }
    return members;
  }

  /** The others went on without this node: whoever started it has to know that it did not fail. */
  private static void sayWhenPutOut(ActorSystem<?> system) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "say why",
        () -> {
          if (shutdown.getShutdownReason().orElse(null)
              instanceof CoordinatedShutdown.ClusterDowningReason$) {
            LOG.error(
                "This gateway was cut off from most of the others, or stood still for too long:"
                    + " they go on without it. It sends its people there and ends with status 3;"
                    + " started again, it joins the others once it reaches them");
          }
          return CompletableFuture.completedFuture(Done.getInstance());
        });
  }

  /** Why this node is not one of the cluster after {@link ClusterSettings#joinTimeout}. */
  static NotJoined notJoined(ActorSystem<?> system, ClusterSettings settings) {
    Cluster cluster = Cluster.get(system);
    boolean waits = cluster.selfMember().status().equals(MemberStatus.joining());
    String seconds = settings.joinTimeout().toSeconds() + " s";
    return new NotJoined(
        waits
            ? """
            Of the %d gateways with which a cluster begins only %d came together within %s.
            Start the others too: they were looked for at %s."""
                .formatted(settings.minNodes(), count(cluster), seconds, settings.meetingPoint())
            : """
            No gateway answered within %s. They were looked for at %s.
            %s Does a firewall let them through? Do they agree on parlor.cluster.tls?"""
                .formatted(seconds, settings.meetingPoint(), question(settings)));
  }

  private static String question(ClusterSettings settings) {
    return settings.kubernetes()
        ? "May the service account list pods, and are " + settings.minNodes() + " of them there?"
        : "Is one of them running, and the first of the list if none was before?";
  }
}
