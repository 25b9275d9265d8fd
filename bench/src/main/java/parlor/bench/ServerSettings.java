package parlor.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How the gateway that is measured is set.
 *
 * @param store where messages are kept
 * @param tls whether the crowd speaks TLS with it
 * @param web whether the crowd comes over WebSocket
 * @param javaOptions of its JVM
 */
record ServerSettings(Store store, boolean tls, boolean web, String javaOptions) {

  ServerSettings {
    if (tls && web) {
      throw new IllegalArgumentException("WebSockets are measured in clear only");
    }
  }

  /** Where messages are kept. */
  enum Store {
    MEMORY,
    DATABASE;

    String setting() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Told in results. */
  String label() {
    return store.setting() + (tls ? ", TLS" : "") + (web ? ", WebSocket" : "");
  }

  /** A whole configuration: all rates and counts are off, or raised beyond what is measured. */
  String configuration(Path data) {
    return """
        parlor {
          tcp { interface = "127.0.0.1", port = 0, tls = %s, backlog = 4096 }
          http { interface = "127.0.0.1", port = 0, tls = off }
          history.store = %s
          robot.provider = none
          data-dir = "%s"
          limits {
            rates = off
            connections = 100000
            rooms = 100000
            single-notices-up-to = 100000
            login = 1m
            frame-bytes = 256KiB
            text-code-points = 20000
          }
        }
        """
        .formatted(tls ? "on" : "off", store.setting(), data);
  }
}
