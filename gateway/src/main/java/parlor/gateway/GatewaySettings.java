package parlor.gateway;

import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import parlor.gateway.door.DoorSettings;
import parlor.gateway.lan.LanSettings;
import parlor.gateway.tls.TlsSettings;
import parlor.gateway.web.WebSettings;
import parlor.people.PresenceSettings;
import parlor.people.Skeleton;
import parlor.protocol.InvalidValue;
import parlor.protocol.Limits;
import parlor.protocol.Nickname;
import parlor.protocol.RoomName;
import parlor.robot.RobotSettings;
import parlor.room.Rate;
import parlor.room.RoomSettings;
import parlor.store.StoreSettings;

/** Everything under {@code parlor} in the configuration, read once and checked. */
record GatewaySettings(
    String host,
    int port,
    Advertised advertised,
    LanSettings lan,
    int backlog,
    int tcpThreads,
    int handshakeThreads,
    BoundsSettings bounds,
    boolean tcpTls,
    boolean httpTls,
    TlsSettings tls,
    InetSocketAddress metrics,
    Path dataDir,
    StoreSettings store,
    boolean inMemory,
    int entriesPerRoom,
    WebSettings web,
    DoorSettings door,
    RoomSettings rooms,
    Set<String> roomsOfAdmins,
    PresenceSettings presence,
    RobotSettings robot,
    ClusterSettings cluster) {
  private static final int MAX_NICKNAME = 200;
  private static final int MAX_ROOM = 200;

  /** With as many files as one may say at once, it fits into a message between nodes. */
  private static final int MAX_TEXT = 30_000;

  /**
   * Reads and checks.
   *
   * @throws com.typesafe.config.ConfigException naming the key and the reason
   */
  static GatewaySettings of(Config config, String version) {
    Keys keys = new Keys(config, "parlor");
    Duration resume = keys.duration("limits.resume", Duration.ZERO, Duration.ofHours(1));
    boolean rates = keys.isOn("limits.rates");
    int historyMessages = keys.integer("limits.history-messages", 1, 500);
    Duration answerTimeout =
        keys.duration("limits.answer-timeout", Duration.ofMillis(100), Duration.ofMinutes(1));
    Duration frameTime =
        keys.duration("limits.frame-time", Duration.ofMillis(100), Duration.ofHours(1));
    Rate frames = BoundsSettings.rate(keys, "limits.frame-burst", "limits.frames-per-second");
    Rate messages = BoundsSettings.rate(keys, "limits.message-burst", "limits.messages-per-second");
    Limits limits =
        new Limits(
            keys.bytes("limits.frame-bytes", 1024, 1024 * 1024),
            keys.integer("limits.text-code-points", 1, MAX_TEXT),
            keys.integer("limits.nickname-code-points", 1, 200),
            keys.integer("limits.room-code-points", 1, 200),
            historyMessages,
            resume.toMillis(),
            keys.integer("limits.rooms-per-connection", 1, 10_000),
            keys.bytes("limits.file-bytes", 1024, 1024 * 1024 * 1024),
            keys.integer("limits.attachments-per-message", 0, 100),
            keys.integer("limits.password-min-code-points", 1, 100),
            keys.integer("limits.topic-code-points", 1, 1000),
            keys.integer("limits.members-page", 1, 2000),
            frameTime.toMillis(),
            frames.toldBurst(),
            frames.toldPerMinute(),
            messages.toldBurst(),
            messages.toldPerMinute(),
            rates ? keys.integer("limits.uploads-per-day", 1, 1_000_000) : 0);
    RobotSettings robot = RobotSettings.of(config.getConfig("parlor.robot"));
    if (robot.answerCodePoints() > limits.textCodePoints()) {
      throw keys.refuse("robot.answer-code-points", "must not exceed limits.text-code-points");
    }
    return new GatewaySettings(
        keys.text("tcp.interface"),
        keys.integer("tcp.port", 0, 65535),
        Advertised.of(keys),
        lan(keys),
        keys.integer("tcp.backlog", 1, 65535),
        halfTheProcessors(keys, "tcp.threads"),
        halfTheProcessors(keys, "tcp.handshake-threads"),
        BoundsSettings.of(keys),
        keys.isOn("tcp.tls"),
        keys.isOn("http.tls"),
        tls(keys),
        new InetSocketAddress(
            keys.text("metrics.interface"), keys.integer("metrics.port", 0, 65535)),
        Path.of(keys.text("data-dir")),
        store(keys),
        keys.choice("history.store", "database", "memory").equals("memory"),
        keys.integer("history.entries-per-room", 1, 10_000_000),
        new WebSettings(
            keys.text("http.interface"),
            keys.integer("http.port", 0, 65535),
            keys.integer("http.backlog", 1, 65535),
            keys.duration("http.request-deadline", Duration.ofMillis(100), Duration.ofMinutes(10)),
            keys.texts("http.origins"),
            limits.fileBytes(),
            rates ? limits.uploadsPerDay() : Integer.MAX_VALUE,
            keys.integer("limits.image-pixels", 1, 1_000_000_000),
            Path.of(keys.text("data-dir"), "uploads")),
        new DoorSettings(
            limits,
            keys.bytes("limits.outlet-bytes", 1024 * 1024 + 64 * 1024, 1024 * 1024 * 1024),
            keys.bytes("limits.outlet-read-mark", 1024, 1024 * 1024 * 1024),
            keys.integer("limits.unanswered-requests", 1, 1_000_000),
            answerTimeout,
            keys.duration("limits.login", Duration.ofMillis(100), Duration.ofHours(1)),
            frameTime,
            frames,
            "parlor/" + version,
            features(robot)),
        new RoomSettings(
            resume,
            historyMessages,
            limits.membersListed(),
            answerTimeout,
            keys.duration("limits.idle-room", Duration.ofMillis(100), Duration.ofDays(1)),
            BoundsSettings.rooms(keys),
            keys.integer("limits.single-notices-up-to", 0, 10_000_000),
            keys.integer("limits.typing-up-to", 0, 10_000_000),
            messages,
            BoundsSettings.overload(keys)),
        roomsOfAdmins(keys),
        new PresenceSettings(
            resume,
            keys.duration("limits.guest-session", Duration.ofSeconds(1), Duration.ofDays(365)),
            keys.duration("limits.account-session", Duration.ofSeconds(1), Duration.ofDays(3650)),
            limits.passwordMinCodePoints(),
            rates,
            keys.integer("limits.login-failures", 1, 1_000_000),
            keys.integer("limits.login-failures-per-name", 1, 1_000_000),
            admins(keys)),
        robot,
        ClusterSettings.of(keys));
  }

  private static List<String> features(RobotSettings robot) {
    List<String> features =
        new ArrayList<>(List.of("accounts", "tell", "search", "files", "roles"));
    if (robot.isOn()) {
      features.add("robot");
    }
    return features;
  }

  private static Set<Skeleton> admins(Keys keys) {
    Set<Skeleton> admins = new HashSet<>();
    for (String nickname : keys.texts("admins")) {
      try {
        admins.add(Skeleton.of(Nickname.parse(nickname, MAX_NICKNAME)));
      } catch (InvalidValue e) {
        throw keys.refuse("admins", "has " + nickname + " in it: " + e.getMessage());
      }
    }
    return Set.copyOf(admins);
  }

  /** The lobby is always one of them: it is where everybody comes first. */
  private static Set<String> roomsOfAdmins(Keys keys) {
    Set<String> rooms = new HashSet<>(Set.of("lobby"));
    for (String room : keys.texts("admin-rooms")) {
      rooms.add(roomName(keys, "admin-rooms", room));
    }
    return Set.copyOf(rooms);
  }

  /** In its prepared form, by which rooms are kept. */
  private static String roomName(Keys keys, String key, String room) {
    try {
      return RoomName.parse(room, MAX_ROOM).value();
    } catch (InvalidValue e) {
      throw keys.refuse(key, "has " + room + " in it: " + e.getMessage());
    }
  }

  private static int halfTheProcessors(Keys keys, String key) {
    int given = keys.integerOrZero(key, 1000);
    return given == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : given;
  }

  private static LanSettings lan(Keys keys) {
    List<String> addresses = keys.texts("addresses");
    for (String address : addresses) {
      if (!address.matches("[\\p{L}\\p{N}.:-]{1,253}")) {
        throw keys.refuse("addresses", "has " + address + " in it, which is no address or name");
      }
    }
    String web = keys.anyText("http.advertised");
    if (!web.matches("|https?://[^\\s]{1,500}")) {
      throw keys.refuse("http.advertised", "begins with https:// or http://");
    }
    return new LanSettings(
        keys.anyText("name"),
        addresses,
        web,
        keys.isOn("mdns"),
        LanSettings.Screen.valueOf(
            keys.choice("start-screen", "auto", "on", "off").toUpperCase(Locale.ROOT)));
  }

  private static TlsSettings tls(Keys keys) {
    return new TlsSettings(
        tlsSource(keys),
        keys.isOn("tls.tls12"),
        keys.duration("tls.look-again", Duration.ofMillis(100), Duration.ofDays(1)));
  }

  private static TlsSettings.Source tlsSource(Keys keys) {
    boolean pem = keys.isSet("tls.certificate") || keys.isSet("tls.key");
    if (pem && keys.isSet("tls.keystore")) {
      throw keys.refuse("tls.keystore", "stands beside tls.certificate: name one of them");
    }
    if (pem) {
      for (String half : List.of("tls.certificate", "tls.key")) {
        if (!keys.isSet(half)) {
          throw keys.refuse(half, "is missing: a certificate and its key come together");
        }
      }
      return new TlsSettings.Pem(
          Path.of(keys.text("tls.certificate")), Path.of(keys.text("tls.key")));
    }
    return keys.isSet("tls.keystore")
        ? new TlsSettings.Pkcs12(
            Path.of(keys.text("tls.keystore")), keys.anyText("tls.keystore-password"))
        : new TlsSettings.Own(Path.of(keys.text("data-dir"), "tls"));
  }

  private static StoreSettings store(Keys keys) {
    String url = keys.isSet("database.url") ? keys.text("database.url") : null;
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      throw keys.refuse("database.url", "must begin with jdbc:postgresql:");
    }
    Map<String, StoreSettings.KeepRule> rooms = new HashMap<>();
    for (Keys room : keys.each("history.keep-in-rooms")) {
      String name = roomName(keys, "history.keep-in-rooms", room.text("room"));
      rooms.put(name, keepRule(room, "days", "messages"));
    }
    return new StoreSettings(
        url,
        keys.integer("database.readers", 1, 100),
        BoundsSettings.overload(keys),
        new StoreSettings.Keep(
            keepRule(keys, "history.keep-days", "history.keep-messages"), rooms));
  }

  private static StoreSettings.KeepRule keepRule(Keys keys, String days, String messages) {
    int age = keys.integerOrZero(days, 100_000);
    return new StoreSettings.KeepRule(
        age == 0 ? null : Duration.ofDays(age), keys.integerOrZero(messages, 1_000_000_000));
  }
}
