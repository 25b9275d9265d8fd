package parlor.room;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.util.ByteString;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parlor.files.NoFiles;
import parlor.history.InMemoryMessageLog;
import parlor.people.NoMemberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Visitors;
import parlor.protocol.ClientFrame;
import parlor.protocol.RoomInfo;
import parlor.protocol.RoomName;

class RoomsTest {
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final TestProbe<Rooms.FromOthers> other = kit.createTestProbe(Rooms.FromOthers.class);
  private final TestProbe<RoomLedger.Command> ledger =
      kit.createTestProbe(RoomLedger.Command.class);
  private final Outlet outlet =
      new Outlet(10_000_000, new OutletsBound(1_000_000_000, 10_000_000), () -> {});
  private final ActorRef<Rooms.Command> rooms =
      kit.spawn(
          Rooms.create(
              new RoomActor.Tools(
                  RoomNode.SETTINGS,
                  new InMemoryMessageLog(10),
                  new NoMemberships(null),
                  new NoFiles(),
                  false,
                  Clock.systemUTC()),
              room -> ledger.ref()));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void theOtherNodesRoomsAreListedToo() {
    anotherNode();
    ask("1", null);
    answer("", false, new RoomInfo("a", "t", 2), new RoomInfo("b", "", 1));

    assertThat(heard())
        .contains(
            "\"rooms\":[{\"room\":\"a\",\"topic\":\"t\",\"members\":2},{\"room\":\"b\"",
            "\"more\":false");
  }

  @Test
  void whoAsksForTheSameMeanwhileWaitsWithTheFirst() {
    anotherNode();
    ask("1", "m");
    ask("2", "m");
    answer("m", true, new RoomInfo("z", "", 1));

    assertThat(heard()).contains("\"re\":\"1\"", "\"more\":true");
    assertThat(heard()).contains("\"re\":\"2\"");
    other.expectNoMessage(Duration.ZERO);
  }

  @Test
  void ifANodeDoesNotAnswerThereIsNoListRatherThanAPart() {
    anotherNode();
    ask("1", null);
    other.expectMessageClass(Rooms.TellRooms.class);
    ManualTime.get(kit.system()).timePasses(Duration.ofSeconds(2));

    assertThat(heard()).contains("\"unavailable\"", "\"retryAfterMs\"");
  }

  @Test
  void whenItsNodeEndsEveryRoomHasEndedBeforeThatIsAnswered() {
    TestProbe<Done> done = kit.createTestProbe(Done.class);
    List<ActorRef<?>> open = List.of(attachedAfterJoining("a"), attachedAfterJoining("b"));
    rooms.tell(new Rooms.CloseAll(done.ref()));
    done.expectMessage(Done.getInstance());
    open.forEach(room -> done.expectTerminated(room));
    ManualTime.get(kit.system()).timePasses(Duration.ofSeconds(5));

    ledger.expectNoMessage(Duration.ZERO);
    join("c");
    assertThat(heard()).contains("\"unavailable\"", "ending");
  }

  private ActorRef<?> attachedAfterJoining(String room) {
    join(room);
    RoomLedger.Attach attach = ledger.expectMessageClass(RoomLedger.Attach.class);
    return attach.node();
  }

  private void join(String room) {
    outlet.request();
    rooms.tell(
        new Rooms.Join(
            Visitors.guest(new Person(new PersonId("ada"), "ada")),
            outlet,
            kit.<ConnectionEvent>createTestProbe().ref(),
            new ClientFrame.Join("j", new RoomName(room), null, null),
            false));
  }

  @Test
  void pagesOfSeveralNodesMakeOneThatEndsWhereTheFirstEnds() {
    RoomList.Page merged =
        RoomList.merge(
            List.of(
                new RoomList.Page(infos(0, 200, i -> "%04d".formatted(2 * i)), true),
                new RoomList.Page(infos(0, 150, i -> "%04d".formatted(i)), true),
                new RoomList.Page(infos(0, 1, i -> "0001"), false)));
    assertThat(merged.more()).isTrue();
    assertThat(merged.rooms()).extracting(RoomInfo::room).hasSize(150).isSorted();
    assertThat(merged.rooms().getLast().room()).isEqualTo("0149");
    RoomList.Page cut =
        RoomList.merge(
            List.of(
                new RoomList.Page(infos(0, 150, i -> "a%04d".formatted(i)), false),
                new RoomList.Page(infos(0, 150, i -> "b%04d".formatted(i)), false)));

    assertThat(cut.more()).isTrue();
    assertThat(cut.rooms()).hasSize(200);
  }

  @Test
  void aPageOfLongTopicsIsShorter() {
    RoomList list = new RoomList();
    infos(0, 200, i -> "r" + i)
        .forEach(room -> list.put(new RoomInfo(room.room(), "长".repeat(1000), 1)));

    RoomList.Page page = list.page("");
    assertThat(page.rooms()).hasSizeBetween(20, 40);
    assertThat(page.more()).isTrue();
  }

  private static List<RoomInfo> infos(int from, int to, IntFunction<String> name) {
    return IntStream.range(from, to).mapToObj(i -> new RoomInfo(name.apply(i), "", 1)).toList();
  }

  /** Known once it is asked. */
  private void anotherNode() {
    ServiceKey<Rooms.FromOthers> key = ServiceKey.create(Rooms.FromOthers.class, "rooms");
    TestProbe<Receptionist.Listing> listing = kit.createTestProbe(Receptionist.Listing.class);
    kit.system().receptionist().tell(Receptionist.register(key, other.ref()));
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              kit.system().receptionist().tell(Receptionist.find(key, listing.ref()));
              assertThat(listing.receiveMessage().getServiceInstances(key)).hasSize(2);
              ask("known", "zzz");
              var asked = other.expectMessageClass(Rooms.TellRooms.class, Duration.ofMillis(200));
              asked.replyTo().tell(new Rooms.RoomsHere(List.of(), false));
              return null;
            });
    assertThat(heard()).contains("known");
    while (outlet.take(1) != null) {
      // Answers of before it was known.
    }
  }

  private void ask(String id, @Nullable String after) {
    outlet.request();
    rooms.tell(new Rooms.ListRooms(new ClientFrame.Rooms(id, after), outlet));
  }

  private void answer(String after, boolean more, RoomInfo... infos) {
    Rooms.TellRooms asked = other.expectMessageClass(Rooms.TellRooms.class);
    assertThat(asked.after()).isEqualTo(after);
    asked.replyTo().tell(new Rooms.RoomsHere(List.of(infos), more));
  }

  private String heard() {
    return kit.createTestProbe()
        .awaitAssert(
            () -> {
              ByteString next = outlet.take(1);
              assertThat(next).isNotNull();
              return next.utf8String();
            });
  }
}
