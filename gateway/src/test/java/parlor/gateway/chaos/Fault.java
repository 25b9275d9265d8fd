package parlor.gateway.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import parlor.store.PostgresServer;

/** Something that goes wrong in a cluster, and how it is mended. */
sealed interface Fault {
  void strike() throws IOException, InterruptedException;

  void mend() throws IOException, InterruptedException;

  /** Whether people can go on talking while it lasts. */
  default boolean leavesTalk() {
    return true;
  }

  /** A process is killed; it is started again. */
  record Kill(Cluster cluster, Cluster.Node victim) implements Fault {
    @Override
    public void strike() {
      victim.program().kill();
    }

    @Override
    public void mend() throws IOException {
      cluster.launch(victim);
    }

    @Override
    public String toString() {
      return "kill of " + victim;
    }
  }

  /** A process stands still and goes on later, not knowing that it was away. */
  record Freeze(Cluster.Node victim) implements Fault {
    @Override
    public void strike() throws IOException, InterruptedException {
      victim.program().freeze();
    }

    @Override
    public void mend() throws IOException, InterruptedException {
      victim.program().wake();
    }

    @Override
    public String toString() {
      return "freeze of " + victim;
    }
  }

  /** One node is cut off from the others; clients and the database still reach it. */
  record Partition(Cluster cluster, Cluster.Node victim) implements Fault {
    @Override
    public void strike() {
      cluster.links().isolate(victim.index());
    }

    @Override
    public void mend() {
      cluster.links().heal();
    }

    @Override
    public String toString() {
      return "partition around " + victim;
    }
  }

  /** The database crashes and recovers. */
  record DatabaseCrash(PostgresServer database) implements Fault {
    @Override
    public void strike() {
      database.crash();
    }

    @Override
    public void mend() {
      database.start();
    }

    @Override
    public String toString() {
      return "crash of the database";
    }

    @Override
    public boolean leavesTalk() {
      return false;
    }
  }

  /** What can go wrong. */
  enum Kind {
    KILL("kill"),
    KILL_OLDEST("kill of the oldest"),
    FREEZE("freeze"),
    PARTITION("partition"),
    DATABASE_CRASH("database crash");

    final String words;

    Kind(String words) {
      this.words = words;
    }

    /** This kind, of a node that chance decides. */
    Fault of(Cluster cluster, PostgresServer database, Random random) {
      Cluster.Node any = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
      return switch (this) {
        case KILL -> new Kill(cluster, any);
        case KILL_OLDEST -> new Kill(cluster, cluster.oldest());
        case FREEZE -> new Freeze(any);
        case PARTITION -> new Partition(cluster, any);
        case DATABASE_CRASH -> new DatabaseCrash(database);
      };
    }

    /** So many, each of these kinds in its turn, in an order that chance decides. */
    static List<Kind> draw(int count, List<Kind> kinds, Random random) {
      List<Kind> drawn = new ArrayList<>();
      while (drawn.size() < count) {
        List<Kind> round = new ArrayList<>(kinds);
        Collections.shuffle(round, random);
        drawn.addAll(round);
      }
      return drawn.subList(0, count);
    }
  }
}
