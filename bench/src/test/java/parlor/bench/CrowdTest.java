package parlor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parlor.bench.Account.Faults.NONE;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** What a server does wrong is told exactly. */
class CrowdTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(10);
  private static final Shape SHAPE = Shape.of(12, 3, 2, 4, 0, 100);

  @TempDir Path folder;

  /** Everybody joins and talks until each sender has said a hundred; then what is on its way. */
  private static Account.Faults faults(FakeServer server, Shape shape, Duration settling)
      throws IOException {
    try (server;
        Crowd crowd = new Crowd(Target.of(server.address(), false), shape, "a")) {
      return talk(crowd, settling).faults();
    }
  }

  private static Account talk(Crowd crowd, Duration settling) throws IOException {
    crowd.join(LONG);
    crowd.hearArrivals(LONG);
    Account account = crowd.account();
    account.beginMeasuring();
    while (account.measuredSaid() < 100L * crowd.shape().allSenders()) {
      crowd.talk(STEP);
    }
    account.endMeasuring();
    crowd.settle(settling);
    return account;
  }

  private static Account.Faults faultsWith(FakeServer.OneMischief mischief, Duration settling)
      throws IOException {
    return faults(FakeServer.start(FakeServer.withOne("a-5", 17, mischief)), SHAPE, settling);
  }

  @Test
  void anHonestServerHasNoFaults() throws IOException {
    assertThat(faults(FakeServer.start(FakeServer::honest), SHAPE, LONG)).isEqualTo(NONE);
  }

  @Test
  void clientsMayBeInManyRooms() throws IOException {
    Shape shape = new Shape(8, 10, 5, 4, 1, 0, 20);

    assertThat(faults(FakeServer.start(FakeServer::honest), shape, LONG)).isEqualTo(NONE);
  }

  @Test
  void anOpenLoopKeepsItsPace() throws IOException {
    Shape shape = Shape.of(4, 1, 2, 1, 500, 100);

    assertThat(faults(FakeServer.start(FakeServer::honest), shape, LONG)).isEqualTo(NONE);
  }

  @Test
  void longMessagesArriveWhole() throws IOException {
    Shape shape = Shape.of(4, 1, 1, 8, 0, 16_384);

    assertThat(faults(FakeServer.start(FakeServer::honest), shape, LONG)).isEqualTo(NONE);
  }

  @Test
  void throughTlsNothingIsDifferent() throws IOException {
    Shape shape = Shape.of(6, 2, 2, 8, 0, 10_000);
    FakeServer server = FakeServer.start(TestKey.context(folder), FakeServer::honest);
    try (server;
        Crowd crowd = new Crowd(Target.of(server.address(), true), shape, "a")) {
      assertThat(talk(crowd, LONG).faults()).isEqualTo(NONE);
    }
  }

  @Test
  void whatIsDroppedIsLost() throws IOException {
    assertThat(
            faultsWith(
                (after, bytes) -> after == 0 || after == 9 ? List.of() : List.of(bytes),
                Duration.ofSeconds(1)))
        .isEqualTo(new Account.Faults(2, 0, 0, 2, 0, 0, 0, 0));
  }

  @Test
  void whatIsRepeatedIsDoubled() throws IOException {
    assertThat(
            faultsWith((after, bytes) -> after < 3 ? List.of(bytes, bytes) : List.of(bytes), LONG))
        .isEqualTo(new Account.Faults(0, 3, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void whatIsSwappedIsOutOfOrder() throws IOException {
    assertThat(faultsWith(FakeServer.swapping(), LONG))
        .isEqualTo(new Account.Faults(0, 0, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void aChangedTextIsDamagedAndSoNeverArrives() throws IOException {
    assertThat(
            faultsWith(
                (after, bytes) ->
                    List.of(
                        after == 0
                            ? new String(bytes, UTF_8).replace("xx\"", "x\"").getBytes(UTF_8)
                            : bytes),
                Duration.ofSeconds(1)))
        .isEqualTo(new Account.Faults(1, 0, 0, 1, 1, 0, 0, 0));
  }

  @Test
  void anAnswerThatDoesNotComeIsMissed() throws IOException {
    FakeServer server =
        FakeServer.start(
            (nickname, frame, bytes) ->
                frame instanceof ServerFrame.Said said
                        && said.room().equals("a.1")
                        && said.seq() == 20
                    ? List.of()
                    : List.of(bytes));

    assertThat(faults(server, SHAPE, Duration.ofSeconds(1)))
        .isEqualTo(new Account.Faults(0, 0, 0, 0, 0, 1, 0, 0));
  }

  @Test
  void aRefusalIsCounted() throws IOException {
    byte[] refusal = ServerFrameCodec.encode(ServerFrame.Refusal.of("x", ErrorCode.RATE_LIMITED));

    assertThat(
            faultsWith(
                (after, bytes) -> after == 0 ? List.of(refusal, bytes) : List.of(bytes), LONG))
        .isEqualTo(new Account.Faults(0, 0, 0, 0, 0, 0, 1, 0));
  }

  @Test
  void keysInAnotherOrderAreReadToo() throws IOException {
    FakeServer server =
        FakeServer.start(
            (nickname, frame, bytes) ->
                List.of(
                    new String(bytes, UTF_8)
                        .replace("{\"type\":", "{\"new\":1,\"type\":")
                        .getBytes(UTF_8)));

    assertThat(faults(server, SHAPE, LONG)).isEqualTo(NONE);
  }

  @Test
  void aNoticeThatDoesNotComeIsLostAndOneTooManyIsDoubled() throws IOException {
    FakeServer server =
        FakeServer.start(
            (nickname, frame, bytes) ->
                switch (frame) {
                  case ServerFrame.MemberJoined joined
                      when nickname.equals("a-0") && joined.nickname().equals("a-7") ->
                      List.of();
                  case ServerFrame.MemberJoined joined
                      when nickname.equals("a-7") && joined.nickname().equals("a-0") ->
                      List.of();
                  case ServerFrame.MemberJoined joined
                      when nickname.equals("a-1") && joined.nickname().equals("a-2") ->
                      List.of(bytes, bytes);
                  case ServerFrame.MemberJoined joined
                      when nickname.equals("a-2") && joined.nickname().equals("a-1") ->
                      List.of(bytes, bytes);
                  default -> List.of(bytes);
                });
    try (server;
        Crowd crowd =
            new Crowd(Target.of(server.address(), false), Shape.of(20, 1, 0, 1, 0, 100), "a")) {
      crowd.join(LONG);
      crowd.hearArrivals(Duration.ofSeconds(1));

      assertThat(crowd.account().faults()).isEqualTo(new Account.Faults(1, 1, 0, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void aCrowdThatLeavesMakesPlaceForTheNext() throws IOException {
    try (FakeServer server = FakeServer.start(FakeServer::honest)) {
      for (String name : List.of("a", "b")) {
        try (Crowd crowd =
            new Crowd(Target.of(server.address(), false), Shape.of(50, 5, 0, 1, 0, 100), name)) {
          crowd.join(LONG);
          crowd.hearArrivals(LONG);
          crowd.leave(LONG);
          assertThat(crowd.account().faults()).isEqualTo(NONE);
        }
      }
    }
  }

  @Test
  void whereNobodyListensNobodyJoins() throws IOException {
    FakeServer closed = FakeServer.start(FakeServer::honest);
    closed.close();
    try (Crowd crowd = new Crowd(Target.of(closed.address(), false), SHAPE, "a")) {
      assertThatThrownBy(() -> crowd.join(LONG))
          .isInstanceOf(IOException.class)
          .hasMessage("Only 0 of 12 have joined");
    }
  }
}
