package parlor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.SerializationTestKit;
import akka.actor.typed.ActorRef;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parlor.history.Entry;
import parlor.moderation.Deed;
import parlor.moderation.Permission;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.Visitor;
import parlor.protocol.Attachment;
import parlor.protocol.ClientFrame;
import parlor.protocol.ErrorCode;
import parlor.protocol.Kind;
import parlor.protocol.LeaveReason;
import parlor.protocol.Role;
import parlor.protocol.RoomInfo;
import parlor.room.RoomActor;
import parlor.room.RoomFace;
import parlor.room.RoomLedger;
import parlor.room.Rooms;
import parlor.room.RulesChange;

/** Every message that travels between nodes comes out as it went in. */
class SerializationTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "akka.actor.provider = cluster\nakka.remote.artery.canonical.port = 0")
              .withFallback(ConfigFactory.load()));
  private static final Person ADA = new Person(new PersonId("p-1"), "张三");
  private static final Visitor VISITOR = new Visitor(ADA, true, false, "10.0.0.1");
  private static final RoomFace FACE = new RoomFace(Map.of("p-1", Role.OWNER), true, false);
  private static final Entry TOPIC = new Entry.Topic(10, 9, ADA.id(), "张三", "上海");
  private static final Entry REMOVAL = new Entry.Removal(11, 9, ADA.id(), "张三", 7);
  private static final Entry MESSAGE =
      new Entry.Message(7, 8, ADA.id(), "张三", Kind.USER, "两\n行", 3L, "id");
  private static final Attachment FILE = new Attachment("f", "猫.png", "image/png", 5, 4, null);
  private static final Entry PICTURE =
      new Entry.Message(
          9, 9, ADA.id(), "张三", Kind.USER, "zoë", "", null, List.of(FILE), "id-2", false);
  private static final Entry ANSWER =
      new Entry.Message(8, 9, PersonId.ROBOT, "robot", Kind.ROBOT, "好", null, null);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  static Stream<ClusterMessage> messages() {
    ActorRef<RoomActor.FromLedger> node = KIT.createTestProbe(RoomActor.FromLedger.class).ref();
    ActorRef<RoomLedger.Command> ledger = KIT.createTestProbe(RoomLedger.Command.class).ref();
    ActorRef<Presence.Reply> connection = KIT.createTestProbe(Presence.Reply.class).ref();
    ActorRef<Presence.Command> presence = KIT.createTestProbe(Presence.Command.class).ref();
    ActorRef<Presence.ToFollower> follower = KIT.createTestProbe(Presence.ToFollower.class).ref();
    ActorRef<Rooms.RoomsHere> rooms = KIT.createTestProbe(Rooms.RoomsHere.class).ref();
    RoomLedger.SeatOf seat = new RoomLedger.SeatOf("session-1", VISITOR);
    return Stream.of(
        new RoomLedger.Attach(node, 3, 1, ledger, "epoch", 7, 2, List.of(seat), List.of(ADA)),
        new RoomLedger.Attach(node, 1, 0, null, null, 0, 0, List.of(), List.of()),
        new RoomLedger.AttachPart(node, 3, List.of(seat), List.of(ADA)),
        new RoomLedger.Detach(node),
        new RoomLedger.Enter(node, seat),
        new RoomLedger.Exit(node, seat, RoomLedger.Ending.LEFT),
        new RoomLedger.Post(node, 1, ADA, "text", "id", 3L, List.of(FILE)),
        new RoomLedger.Post(node, 2, ADA, "text", null, null, List.of()),
        new RoomLedger.Typing(ADA),
        new RoomLedger.Act(node, 3, VISITOR, new Deed.SetTopic("上海")),
        new RoomLedger.Act(node, 3, VISITOR, new Deed.Remove(7)),
        new RoomLedger.Act(node, 3, VISITOR, new Deed.SetRole("eve", Role.MODERATOR)),
        new RoomLedger.Act(node, 3, VISITOR, new Deed.Discipline(Permission.BAN, "eve", 5, "spam")),
        new RoomLedger.Act(node, 3, VISITOR, new Deed.Settings(true, null)),
        new RoomActor.Attached(
            ledger, 3, 1, 1, "epoch", 8, 1, 5, List.of(MESSAGE, ANSWER), List.of(ADA), "上海", FACE),
        new RoomActor.AttachedPart(3, List.of(MESSAGE, PICTURE), List.of(ADA)),
        new RoomActor.Entries(2, List.of(MESSAGE, ANSWER, PICTURE, TOPIC, REMOVAL)),
        new RoomActor.PersonEntered(3, ADA, 5),
        new RoomActor.PersonLeft(4, ADA, 5, LeaveReason.LOST, null, null),
        new RoomActor.PersonLeft(4, ADA, 5, LeaveReason.BANNED, "eve", "spam"),
        new RoomActor.RulesChanged(
            5, FACE, new RulesChange.OfMember("eve", null, true, 9L, "张三", "spam")),
        new RoomActor.RulesChanged(6, FACE, new RulesChange.OfRoom("张三")),
        new RoomActor.NotAdmitted(
            "session-1", new RoomActor.Refused(ErrorCode.FORBIDDEN, "No", null, "banned")),
        new RoomActor.Answered(3, new RoomActor.Done()),
        new RoomActor.Admitted("session-1"),
        new RoomActor.SeatLeft("session-1"),
        new RoomActor.Forgotten(7, 3),
        new RoomActor.Answered(1, new RoomActor.Said(7, 8)),
        new RoomActor.Answered(2, new RoomActor.Refused(ErrorCode.UNAVAILABLE, "Not now", 1000L)),
        new RoomActor.Writing(ADA),
        new RoomActor.Standing(9, 2),
        new RoomActor.LedgerStops(ledger),
        new Rooms.TellRooms("lobby", rooms),
        new Rooms.RoomsHere(List.of(new RoomInfo("上海", "雨", 3)), true),
        new Presence.Claim("张三", "token", null, "10.0.0.1", "connection", true, connection),
        new Presence.Claim("李四", null, "password", "10.0.0.1", "connection", false, connection),
        new Presence.Release("connection", connection, false),
        new Presence.Find("张三", connection),
        new Presence.Register("connection", "request", "password", connection),
        new Presence.ChangeAccount(
            "connection", "request", ClientFrame.Account.Action.PASSWORD, "old", "new", connection),
        new Presence.ChangeAccount(
            "connection", "request", ClientFrame.Account.Action.DELETE, "old", null, connection),
        new Presence.Follow(ADA.id(), "@x", 7, follower),
        new Presence.SpreadRead("connection", "lobby", 7),
        new Presence.Granted(
            "connection", ADA.id(), "张三", "token", true, false, false, List.of("@x"), presence),
        new Presence.CallInToo("connection", List.of("@x", "@y")),
        new Presence.Refused("request", Presence.Refusal.TOO_FAST, 1000),
        new Presence.Registered("request", "张三"),
        new Presence.AccountChanged("request", ClientFrame.Account.Action.LOGOUT_OTHERS),
        new Presence.Released(),
        new Presence.Replaced(),
        new Presence.Found(ADA, true, true),
        new Presence.Found(null, false, false),
        new Presence.CallIn("@x", 7),
        new Presence.ReadElsewhere("lobby", 7),
        new Presence.SpreadBlock("connection", "eve", true),
        new Presence.BlockedElsewhere("eve", false),
        new Presence.Following(presence));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void itComesOutAsItWentIn(ClusterMessage message) {
    SerializationTestKit serialization = KIT.serializationTestKit();

    assertThat(serialization.verifySerialization(message, true)).isEqualTo(message);
  }

  /**
   * The bytes that an earlier version wrote are kept as files, so that nodes of both can talk. New
   * messages get theirs with {@code -Dparlor.write-samples=true}; no file is ever changed.
   */
  @ParameterizedTest
  @MethodSource("messages")
  void whatAnEarlierVersionWroteIsReadAsItWasMeant(ClusterMessage message) throws IOException {
    Serialization serialization = SerializationExtension.get(KIT.system().classicSystem());
    Path file = sample(message);
    if (!Files.exists(file) && Boolean.getBoolean("parlor.write-samples")) {
      Files.createDirectories(file.getParent());
      Files.write(file, serialization.serialize(message).get());
    }
    assertThat(file).exists();

    assertIsMeant(read(serialization, message, Files.readAllBytes(file)), message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aFieldOfALaterVersionIsPassedOver(ClusterMessage message) throws IOException {
    Serialization serialization = SerializationExtension.get(KIT.system().classicSystem());
    ObjectMapper cbor = new ObjectMapper(new CBORFactory());
    JsonNode tree = cbor.readTree(serialization.serialize(message).get());
    addEverywhere(tree);

    assertIsMeant(read(serialization, message, cbor.writeValueAsBytes(tree)), message);
  }

  private static void addEverywhere(JsonNode tree) {
    for (JsonNode inside : tree) {
      addEverywhere(inside);
    }
    // The roles by person are no fields.
    if (tree instanceof ObjectNode object && !object.has("p-1")) {
      object.put("ofALaterVersion", 7);
    }
  }

  private static Object read(Serialization serialization, ClusterMessage message, byte[] bytes) {
    return serialization
        .deserialize(
            bytes,
            serialization.findSerializerFor(message).identifier(),
            message.getClass().getName())
        .get();
  }

  /** References are of other nodes. */
  private static void assertIsMeant(Object read, ClusterMessage message) {
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("(.*\\.)?(node|ledger|followed|replyTo|follower|presence)")
        .isEqualTo(message);
  }

  /** By type, and by what is in it as far as that tells messages of one type apart. */
  private static Path sample(ClusterMessage message) {
    List<ClusterMessage> sameType =
        messages().filter(other -> other.getClass().equals(message.getClass())).toList();
    int number = 1;
    for (ClusterMessage other : sameType) {
      if (withoutReferences(other).equals(withoutReferences(message))) {
        break;
      }
      number++;
    }
    String type = message.getClass().getName().replace('$', '.').replace("parlor.", "");
    return Path.of("src/test/resources/cluster-messages", type + "-" + number + ".cbor");
  }

  private static String withoutReferences(ClusterMessage message) {
    return message.toString().replaceAll("Actor\\[[^]]*]", "");
  }

  @Test
  void everyPublicMessageIsAmongThem() {
    Set<Class<?>> tried = messages().map(Object::getClass).collect(Collectors.toSet());
    Set<Class<?>> travelling = new HashSet<>(Set.of(Rooms.RoomsHere.class));
    for (Class<?> protocol :
        List.of(
            RoomLedger.Command.class,
            RoomLedger.Request.class,
            RoomActor.FromLedger.class,
            RoomActor.Numbered.class,
            Presence.Command.class,
            Presence.Reply.class,
            Presence.ToFollower.class,
            Rooms.FromOthers.class)) {
      for (Class<?> message : protocol.getPermittedSubclasses()) {
        if (message.isRecord() && java.lang.reflect.Modifier.isPublic(message.getModifiers())) {
          travelling.add(message);
        }
      }
    }

    assertThat(tried).isEqualTo(travelling);
  }
}
