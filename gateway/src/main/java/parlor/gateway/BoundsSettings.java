package parlor.gateway;

import java.time.Clock;
import java.time.Duration;
import parlor.gateway.door.AddressRates;
import parlor.gateway.door.AddressThrottles;
import parlor.gateway.door.Bounds;
import parlor.gateway.door.ConnectionGate;
import parlor.gateway.door.Pulse;
import parlor.gateway.door.RequestsBound;
import parlor.gateway.door.Strangers;
import parlor.room.OutletsBound;
import parlor.room.Rate;

/**
 * What all connections may take together, and each address.
 *
 * @param connections in all
 * @param connectionsPerAddress of them from one address
 * @param waitingForLogin of them without anybody logged in
 * @param addressRate frames of one address
 * @param loginFailures wrong passwords from one address that cost nothing; 0 lifts the bound
 * @param outletsBytes what may wait to be written
 * @param slowBytes an outlet with more than this is slow
 * @param requestsBytes what may have been asked and not answered
 * @param overload how late inside may answer before nothing more is asked of it
 */
record BoundsSettings(
    int connections,
    int connectionsPerAddress,
    int waitingForLogin,
    Rate addressRate,
    int loginFailures,
    long outletsBytes,
    long slowBytes,
    long requestsBytes,
    Duration overload) {
  /** Most of it buffers of Akka's TLS. */
  private static final int TLS_CONNECTION_BYTES = 100 * 1024;

  private static final int CONNECTION_BYTES = 20 * 1024;

  /** With the newest that was said there, if that is much. */
  private static final int ROOM_BYTES = 128 * 1024;

  private static final int MAX_CONNECTIONS = 10_000_000;

  static BoundsSettings of(Keys keys) {
    boolean rates = keys.isOn("limits.rates");
    int connections = connections(keys);
    int strangers = keys.integer("limits.waiting-for-login", 0, MAX_CONNECTIONS);
    return new BoundsSettings(
        connections,
        rates
            ? keys.integer("limits.connections-per-address", 1, MAX_CONNECTIONS)
            : Integer.MAX_VALUE,
        strangers == 0 ? Math.max(1, connections / 2) : strangers,
        rate(keys, "limits.frame-burst-per-address", "limits.frames-per-second-per-address"),
        rates ? keys.integer("limits.login-failures-per-address", 1, 1_000_000) : 0,
        partOfMemory(keys, "limits.outlets-bytes"),
        keys.bytes("limits.outlet-read-mark", 1024, 1024 * 1024 * 1024),
        partOfMemory(keys, "limits.requests-bytes"),
        overload(keys));
  }

  static Duration overload(Keys keys) {
    return keys.duration("database.overload", Duration.ofMillis(100), Duration.ofHours(1));
  }

  static Rate rate(Keys keys, String burst, String perSecond) {
    return keys.isOn("limits.rates")
        ? new Rate(keys.integer(burst, 1, 1_000_000), keys.number(perSecond, 0.001, 1_000_000))
        : Rate.UNLIMITED;
  }

  private static int connections(Keys keys) {
    int given = keys.integer("limits.connections", 0, MAX_CONNECTIONS);
    boolean tls = keys.isOn("tcp.tls") || keys.isOn("http.tls");
    long fit =
        Runtime.getRuntime().maxMemory() / 2 / (tls ? TLS_CONNECTION_BYTES : CONNECTION_BYTES);
    return given == 0 ? (int) Math.min(fit, MAX_CONNECTIONS) : given;
  }

  /** How many may be open at a time. */
  static int rooms(Keys keys) {
    int given = keys.integer("limits.rooms", 0, 10_000_000);
    long fit = Runtime.getRuntime().maxMemory() / 4 / ROOM_BYTES;
    return given == 0 ? (int) Math.min(fit, 10_000_000) : given;
  }

  private static long partOfMemory(Keys keys, String key) {
    long given = keys.bytes(key, 0, Integer.MAX_VALUE);
    return given == 0 ? Runtime.getRuntime().maxMemory() / 8 : given;
  }

  /** With nobody inside yet. */
  Bounds bounds(Clock clock) {
    return new Bounds(
        new ConnectionGate(connections, connectionsPerAddress),
        new Strangers(waitingForLogin),
        new AddressThrottles(loginFailures),
        new AddressRates(addressRate),
        new OutletsBound(outletsBytes, slowBytes),
        new RequestsBound(requestsBytes),
        new Pulse(clock, overload));
  }
}
