package parlor.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import parlor.gateway.GatewayCommand;
import parlor.protocol.KeyFingerprint;

/** A real gateway with the embedded robot, as a process of its own. */
public final class GatewayProcess implements AutoCloseable {
  private final Process process;
  private final KeyFingerprint key;
  private final int port;
  private final int webPort;

  private GatewayProcess(Process process, KeyFingerprint key, int port, int webPort) {
    this.process = process;
    this.key = key;
    this.port = port;
    this.webPort = webPort;
  }

  /** Starts one and waits until it is ready; port 0 picks a free one. */
  public static GatewayProcess start(Path folder, int port) throws IOException {
    return start(folder, port, "");
  }

  /** Starts one with more settings below {@code parlor}. */
  public static GatewayProcess start(Path folder, int port, String more) throws IOException {
    Path config = folder.resolve("gateway.conf");
    Files.writeString(
        config,
        "parlor { tcp { interface = \"127.0.0.1\", port = %d }, http { interface = \"127.0.0.1\", port = 0 }, limits.rates = off, data-dir = \"%s\", %s }"
            .formatted(port, folder.resolve("data"), more));
    List<String> options = new ArrayList<>(GatewayCommand.SHORT_LIFE);
    // The client has another one.
    options.add("-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider");
    Process process =
        new ProcessBuilder(GatewayCommand.of(options, "--config", config.toString()))
            .redirectError(folder.resolve("gateway.log").toFile())
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    String fingerprint = "";
    while (ready != null && !ready.startsWith("parlor ready:")) {
      if (ready.strip().startsWith("SHA-256")) {
        fingerprint = ready.replace("SHA-256", "");
      }
      ready = out.readLine();
    }
    if (ready == null) {
      throw new IOException(
          "The gateway did not start: " + Files.readString(folder.resolve("gateway.log")));
    }
    return new GatewayProcess(
        process,
        KeyFingerprint.parse(fingerprint).orElseThrow(),
        Integer.parseInt(ready.replaceAll(".*tcp\\+tls://[^:]+:(\\d+).*", "$1")),
        Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1)));
  }

  /** As it printed it. */
  public KeyFingerprint key() {
    return key;
  }

  public int webPort() {
    return webPort;
  }

  public int port() {
    return port;
  }

  /** Ends it at once, as a power failure would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The gateway does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
