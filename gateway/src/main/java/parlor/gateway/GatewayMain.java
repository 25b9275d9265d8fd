package parlor.gateway;

import akka.actor.typed.ActorSystem;
import akka.stream.BindFailedException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.gateway.lan.StartScreen;
import parlor.gateway.tls.NodeKeys;
import parlor.gateway.tls.Tls;
import parlor.gateway.tls.TlsException;
import parlor.store.DataDirectory;
import parlor.store.StoreException;

/**
 * Starts a gateway from the command line. Exit status: 0 ended in order, 1 could not start, 2
 * usage, 3 put out of the cluster.
 */
public final class GatewayMain {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);

  private GatewayMain() {}

  public static void main(String[] args) {
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (Options.Wrong e) {
      System.err.println("parlor-gateway: " + e.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
      return;
    }
    switch (options.task()) {
      case Options.Task.Help help -> System.out.print(Options.USAGE);
      case Options.Task.Version asked -> System.out.println("parlor-gateway " + version());
      case Options.Task.Run run -> start(read(options.config()));
      case Options.Task.BackUp task -> operate(options, o -> o.backUp(task.to()));
      case Options.Task.Restore task -> operate(options, o -> o.restore(task.from()));
      case Options.Task.NewEpochs task -> operate(options, Operator::stampEpochs);
      case Options.Task.MakeClusterKeys task -> makeClusterKeys(task.folder());
      case Options.Task.Audit task -> operate(options, Operator::audit);
      case Options.Task.ResetPassword task ->
          operate(options, o -> o.resetPassword(task.nickname()));
    }
  }

  private static void operate(Options options, Function<Operator, String> task) {
    try {
      System.out.println(task.apply(new Operator(settings(read(options.config())))));
    } catch (StoreException | Operator.OperatorException e) {
      throw fail(e.getMessage());
    }
  }

  private static void makeClusterKeys(Path folder) {
    try {
      NodeKeys.in(folder).make(Instant.now());
      System.out.printf(
          """
          Made certificate.pem, key.pem and ca.pem in %s, good for ten years.
          Copy them, on a safe way, to the folder "cluster" in parlor.data-dir of every gateway, or name
          them in parlor.cluster.certificate, .key and .ca.
          """,
          folder);
    } catch (TlsException e) {
      throw fail(e.getMessage());
    }
  }

  private static Config read(@Nullable Path file) {
    if (file == null) {
      return Configuration.load(ConfigFactory.empty());
    }
    if (!Files.isReadable(file)) {
      throw fail("Cannot read the configuration file " + file);
    }
    try {
      return Configuration.load(ConfigFactory.parseFile(file.toFile()));
    } catch (ConfigException e) {
      throw fail(e.getMessage());
    }
  }

  private static GatewaySettings settings(Config config) {
    try {
      return GatewaySettings.of(config, version());
    } catch (ConfigException e) {
      throw fail(e.getMessage());
    }
  }

  private static void start(Config config) {
    GatewaySettings settings = settings(config);
    refuseIfInUse(settings);
    makeDataDirectory(settings);
    Tls tls = openTls(settings);
    checkNodeKeys(settings.cluster());
    warnOfClearText(settings);
    var ready = new CompletableFuture<Doors>();
    ActorSystem.create(
        Guardian.create(settings, tls, ready),
        "parlor",
        Configuration.ofCluster(settings.cluster()).withFallback(config));
    try {
      Doors doors = ready.join();
      new StartScreen(System.out, settings.lan().screen())
          .print(
              doors.found(settings),
              tls == null ? null : tls.identity(),
              tls != null && tls.isPubliclyTrusted());
      System.out.printf(
          "parlor ready: chat %s://%s:%d, %s://%s:%d%n",
          settings.tcpTls() ? "tcp+tls" : "tcp",
          settings.host(),
          doors.chat().getPort(),
          settings.httpTls() ? "https" : "http",
          settings.web().host(),
          doors.web().getPort());
    } catch (CompletionException e) {
      throw fail(reason(e.getCause(), settings));
    }
  }

  /**
   * The key is looked at before anything is started: a bad one is no reason to go on in clear.
   *
   * @return null if both doors are to speak in clear
   */
  private static @Nullable Tls openTls(GatewaySettings settings) {
    if (!settings.tcpTls() && !settings.httpTls()) {
      return null;
    }
    try {
      return Tls.open(settings.tls(), Clock.systemUTC());
    } catch (TlsException e) {
      throw fail(e.getMessage());
    }
  }

  private static void checkNodeKeys(ClusterSettings cluster) {
    if (cluster.keys() == null) {
      return;
    }
    try {
      cluster.keys().check(Instant.now());
    } catch (TlsException e) {
      throw fail(
          """
          %s
          Gateways prove themselves to each other where parlor.cluster.interface is not this computer \
          alone. To make what they need, once: bin/parlor-gateway cluster-keys FOLDER, and copy the \
          folder to each. Where something else encrypts and shields the line: parlor.cluster.tls = off."""
              .formatted(e.getMessage()));
    }
  }

  private static void warnOfClearText(GatewaySettings settings) {
    if (!settings.tcpTls()) {
      LOG.warn("Chat is not encrypted: parlor.tcp.tls is off, whoever is on the way can listen in");
    }
    if (!settings.httpTls()) {
      LOG.warn(
          "HTTP is not encrypted: parlor.http.tls is off, whoever is on the way can listen in");
    }
    if (settings.cluster().inClear()) {
      LOG.warn(
          "Gateways speak to each other in clear: parlor.cluster.tls is off, and whoever reaches"
              + " port {} can take part",
          settings.cluster().port());
    }
  }

  /** Says so before anything is started, and before another gateway's data are looked at. */
  private static void refuseIfInUse(GatewaySettings settings) {
    refuseIfInUse(settings.host(), settings.port(), "parlor.tcp.port");
    refuseIfInUse(settings.web().host(), settings.web().port(), "parlor.http.port");
    refuseIfInUse(
        settings.metrics().getHostString(), settings.metrics().getPort(), "parlor.metrics.port");
    if (settings.cluster().kubernetes()) {
      refuseIfInUse(
          settings.cluster().host(),
          settings.cluster().managementPort(),
          "parlor.cluster.management-port");
    }
  }

  private static void makeDataDirectory(GatewaySettings settings) {
    try {
      DataDirectory.create(settings.dataDir());
    } catch (StoreException e) {
      throw fail(e.getMessage());
    }
  }

  private static void refuseIfInUse(String host, int port, String key) {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw fail(reason(e, host + ":" + port, key));
    }
  }

  private static String reason(Throwable failure, GatewaySettings settings) {
    if (failure instanceof StoreException unusable) {
      return String.valueOf(unusable.getMessage());
    }
    if (failure instanceof Membership.NotJoined alone) {
      return String.valueOf(alone.getMessage());
    }
    Throwable cause = failure;
    while (cause instanceof CompletionException || cause instanceof BindFailedException) {
      cause = cause.getCause() == null ? new IOException(cause.getMessage()) : cause.getCause();
    }
    return reason(cause, settings.host() + ":" + settings.port(), "parlor.tcp.port");
  }

  private static String reason(Throwable failure, String address, String key) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Address already in use")
        ? """
        Address already in use: %s
        Another program listens there, perhaps another Parlor gateway. Stop it, or give this one \
        another %s in its configuration (0 picks a free port)."""
            .formatted(address, key)
        : "Cannot listen on " + address + ": " + message;
  }

  /** Says why on standard error and ends the process. */
  private static IllegalStateException fail(@Nullable String reason) {
    System.err.println(reason);
    System.exit(1);
    return new IllegalStateException(reason);
  }

  private static String version() {
    Properties build = new Properties();
    try (InputStream properties =
        Objects.requireNonNull(GatewayMain.class.getResourceAsStream("/parlor-build.properties"))) {
      build.load(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
