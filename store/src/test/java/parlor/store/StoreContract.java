package parlor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parlor.files.FileStore;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.history.MessageSearch;
import parlor.history.SentMessage;
import parlor.moderation.AuditEntry;
import parlor.moderation.HouseRules;
import parlor.moderation.Permission;
import parlor.moderation.Sanction;
import parlor.people.Blocks;
import parlor.people.Memberships;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Skeleton;
import parlor.protocol.Attachment;
import parlor.protocol.ConversationInfo;
import parlor.protocol.Kind;
import parlor.protocol.Role;

/** What both databases do alike beyond the contracts of logs and people. */
abstract class StoreContract {
  private static final FileStore.Quota ENOUGH = new FileStore.Quota(1_000, 0);

  @TempDir Path directory;

  private Store store;
  private String url;
  private final Person ada = person("ada");
  private final Person bob = person("bob");

  /** Where a new database is; null for the embedded one. */
  abstract @Nullable String newDatabase();

  @BeforeEach
  void open() {
    url = newDatabase();
    store = TestStores.open(directory, url);
    for (Person person : List.of(ada, bob)) {
      done(
          store
              .people()
              .takeAsGuest(person, new Skeleton(person.nickname()), person.nickname(), 5));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen(StoreSettings settings) {
    store.close();
    store = Store.open(DataDirectory.claim(directory), settings, Clock.systemUTC());
  }

  // Memberships

  @Test
  void roomsAreListedByNameWithWhatIsUnread() {
    say("b", bob, "one", "two", "three");
    say("a", ada, "mine");
    done(store.memberships().join(ada.id(), "b", 1));
    done(store.memberships().join(ada.id(), "a", 0));

    assertThat(list(ada, null, 10))
        .containsExactly(
            new ConversationInfo("a", null, 1, 0, 0), new ConversationInfo("b", null, 3, 1, 2));
    assertThat(list(bob, null, 10)).isEmpty();
    assertThat(list(ada, "a", 10)).extracting(ConversationInfo::room).containsExactly("b");
    Memberships.Page page = done(store.memberships().list(ada.id(), null, 1));
    assertThat(page.more()).isTrue();
    assertThat(page.conversations()).hasSize(1);
  }

  @Test
  void howFarPrivateConversationsHaveComeIsToldToBoth() {
    done(store.memberships().openPrivate("@x", ada.id(), bob.id()));
    done(store.memberships().openPrivate("@silent", ada.id(), PersonId.ROBOT));
    done(store.memberships().join(ada.id(), "b", 0));
    say("@x", bob, "one", "two");

    assertThat(done(store.memberships().privateStandings(ada.id()))).isEqualTo(Map.of("@x", 2L));
    assertThat(done(store.memberships().privateStandings(bob.id()))).isEqualTo(Map.of("@x", 2L));
  }

  @Test
  void aReadPositionOnlyRises() {
    say("b", bob, "one", "two", "three");
    done(store.memberships().join(ada.id(), "b", 0));
    assertThat(done(store.memberships().read(ada.id(), "b", 2))).isTrue();
    assertThat(done(store.memberships().read(ada.id(), "b", 2))).isFalse();
    assertThat(done(store.memberships().read(ada.id(), "b", 1))).isFalse();
    // To join again does not make anything unread or read.
    done(store.memberships().join(ada.id(), "b", 3));

    assertThat(list(ada, null, 10)).containsExactly(new ConversationInfo("b", null, 3, 2, 1));
    done(store.memberships().leave(ada.id(), "b"));
    assertThat(list(ada, null, 10)).isEmpty();
    assertThat(done(store.memberships().isMember(ada.id(), "b"))).isFalse();
  }

  @Test
  void aPrivateConversationIsBothPersonsAndNamesTheOther() {
    done(store.memberships().openPrivate("@x", ada.id(), bob.id()));
    done(store.memberships().openPrivate("@x", bob.id(), ada.id()));
    done(store.memberships().openPrivate("@r", ada.id(), PersonId.ROBOT));
    assertThat(list(ada, null, 10)).as("nothing was said yet").isEmpty();
    say("@x", ada, "hi");
    say("@r", ada, "hi");

    assertThat(list(ada, null, 10))
        .containsExactly(
            new ConversationInfo("@r", "robot", 1, 0, 0),
            new ConversationInfo("@x", "bob", 1, 0, 0));
    assertThat(list(bob, null, 10)).containsExactly(new ConversationInfo("@x", "ada", 1, 0, 1));
    Memberships.Pair pair = done(store.memberships().pair("@x")).orElseThrow();
    assertThat(pair.partnerOf(ada.id())).isEqualTo(bob);
    assertThat(pair.partnerOf(bob.id())).isEqualTo(ada);
    assertThat(pair.partnerOf(new PersonId("eve"))).isNull();
    assertThat(done(store.memberships().pair("@y"))).isEqualTo(Optional.empty());
    Person robot = done(store.memberships().pair("@r")).orElseThrow().partnerOf(ada.id());
    assertThat(robot).isEqualTo(new Person(PersonId.ROBOT, "robot"));
  }

  @Test
  void aForgottenGuestIsInNoRoomAndThePartnerKeepsTheConversation() {
    done(store.memberships().openPrivate("@x", ada.id(), bob.id()));
    say("@x", ada, "hi");
    done(store.people().forgetGuest(ada.id()));

    assertThat(list(ada, null, 10)).isEmpty();
    assertThat(list(bob, null, 10)).containsExactly(new ConversationInfo("@x", "ada", 1, 0, 1));
  }

  // Search

  @Test
  void wordsAndStretchesAreFoundNewestFirstBeforeAndAfterTheyAreIndexed() {
    say("lobby", ada, "我家在上海东边", "Meeting at noon", "上 海", "MEETING again, Ａda", "no meetings");
    for (int round = 0; round < 2; round++) {
      assertThat(found("上海")).containsExactly("我家在上海东边");
      assertThat(found("上")).containsExactly("上 海", "我家在上海东边");
      assertThat(found("家在上海东")).containsExactly("我家在上海东边");
      assertThat(found("meeting")).containsExactly("MEETING again, Ａda", "Meeting at noon");
      assertThat(found("noon meeting")).containsExactly("Meeting at noon");
      assertThat(found("ada")).containsExactly("MEETING again, Ａda");
      assertThat(found("meet")).isEmpty();
      assertThat(found("海上")).isEmpty();
      assertThat(found("!?")).isEmpty();
      assertThat(found("\" OR * NEAR(")).isEmpty();
      awaitIndexed();
    }
  }

  @Test
  void onlyTheRoomsThatAreNamedAreLookedInto() {
    say("lobby", ada, "here");
    say("@x", ada, "here too");

    assertThat(texts(search(List.of("lobby"), "here", null, null, 10))).containsExactly("here");
    assertThat(texts(search(List.of("lobby", "@x"), "here", null, null, 10)))
        .containsExactlyInAnyOrder("here", "here too");
    assertThat(texts(search(List.of("nowhere"), "here", null, null, 10))).isEmpty();
  }

  @Test
  void onlyWhatOnePersonSaidIsFoundIfWanted() {
    say("lobby", ada, "one word");
    say("lobby", bob, "another word");

    assertThat(texts(search(List.of("lobby"), "word", "BOB", null, 10)))
        .containsExactly("another word");
  }

  @Test
  void manyRoomsAndMoreThanOneRoundAreMadeFindable() {
    List<String> rooms = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rooms.add("room " + i);
      say("room " + i, ada, "word " + i);
    }
    String[] texts = new String[250];
    Arrays.setAll(texts, i -> "word of many " + i);
    say("lobby", bob, texts);
    rooms.add("lobby");
    awaitIndexed();

    List<String> found = new ArrayList<>();
    String next = null;
    do {
      MessageSearch.Page page = search(rooms, "word", null, next, 100);
      found.addAll(texts(page));
      next = page.next();
    } while (next != null);
    assertThat(found).hasSize(370).doesNotHaveDuplicates();
  }

  @Test
  void pagesOfResultsLeaveNothingOutAndRepeatNothing() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      String room = i % 3 == 0 ? "lobby" : "大厅";
      String text = "word " + i;
      say(room, ada, text);
      expected.addFirst(text);
    }
    awaitIndexed();
    say("lobby", ada, "word, not indexed perhaps");
    expected.addFirst("word, not indexed perhaps");
    List<String> found = new ArrayList<>();
    String next = null;
    do {
      MessageSearch.Page page = search(List.of("lobby", "大厅"), "word", null, next, 7);
      assertThat(page.hits().size()).isLessThanOrEqualTo(7);
      found.addAll(texts(page));
      next = page.next();
    } while (next != null);

    assertThat(found).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
  }

  @Test
  void onePageLooksAtSoMuchAndTheNextGoesOnFromThere() {
    String[] texts = new String[500];
    Arrays.fill(texts, "的 word");
    for (int i = 0; i < 10; i++) {
      say("lobby", ada, texts);
    }
    say("hall", bob, "的, once", "的, twice");
    say("attic", bob, "的, thrice");
    int pages = 0;
    List<String> found = new ArrayList<>();
    MessageSearch.Page page = search(List.of("lobby"), "的", "nobody", null, 10);
    assertThat(page.hits()).isEmpty();
    assertThat(page.next()).as("it has not seen everything").isNotNull();
    String next = null;
    do {
      page = search(List.of("lobby", "hall", "attic"), "的", "BOB", next, 2);
      found.addAll(texts(page));
      next = page.next();
      pages++;
    } while (next != null);

    assertThat(found).containsExactlyInAnyOrder("的, once", "的, twice", "的, thrice");
    assertThat(pages).isGreaterThan(2);
  }

  @Test
  void anAuthorIsComparedAsNicknamesAre() {
    Person strauss = person("Strauß");
    say("lobby", strauss, "a waltz");

    for (String from : List.of("STRAUSS", "ｓｔｒａｕß", " strauß ")) {
      assertThat(texts(search(List.of("lobby"), "waltz", from, null, 10)))
          .containsExactly("a waltz");
    }
  }

  @Test
  void pagesAcrossRoomsComeNewestFirst() {
    for (int i = 0; i < 90; i++) {
      String room = List.of("b", "a", "c").get(i % 7 % 3);
      MessageLog.Opened opened = done(store.messageLog().open(room));
      // Some at the same time.
      Entry entry = entry(opened.seq() + 1, 1_000 + i / 4, ada, "word " + i);
      done(store.messageLog().append(room, opened.term(), List.of(entry)));
    }
    List<Long> times = new ArrayList<>();
    List<String> found = new ArrayList<>();
    String next = null;
    do {
      MessageSearch.Page page = search(List.of("a", "b", "c"), "word", null, next, 7);
      page.hits().forEach(hit -> times.add(hit.message().at()));
      found.addAll(texts(page));
      next = page.next();
    } while (next != null);

    assertThat(times).hasSize(90).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(found).doesNotHaveDuplicates();
  }

  @Test
  void aCursorThatWasNotToldIsRefused() {
    assertThatThrownBy(() -> search(List.of("lobby"), "word", null, "'; DROP TABLE entry", 7))
        .hasCauseInstanceOf(MessageSearch.UnknownCursorException.class);
  }

  // Retention and the schema

  // Files

  @Test
  void uploadsThatComeTogetherAreCountedOneAfterTheOther() throws Exception {
    Path content = Files.writeString(directory.resolve("content"), "content");
    List<CompletionStage<Boolean>> uploads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Attachment file = new Attachment("f" + i, "f.txt", "text/plain", 7, null, null);
      uploads.add(store.files().save(ada.id(), file, content, null, 5, new FileStore.Quota(2, 0)));
    }

    assertThat(uploads.stream().map(StoreContract::done).filter(kept -> kept)).hasSize(2);
    assertThat(done(store.files().uploadedSince(ada.id(), 0))).isEqualTo(2);
  }

  @Test
  void unusedFilesAreRemovedWithoutHoldingUpTheOthers() throws Exception {
    Path content = Files.writeString(directory.resolve("content"), "content");
    for (int i = 0; i < 7; i++) {
      saveFile("f" + i, content);
    }
    // What waits behind this is committed together.
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    CompletionStage<Boolean> holding = store.writer().submit(handle -> held.join());
    CompletableFuture<Void> removal =
        store.files().removeUnused(Long.MAX_VALUE).toCompletableFuture();
    CompletionStage<Boolean> meanwhile =
        store.writer().submit(handle -> true).thenApply(done -> !removal.isDone());
    held.complete(true);

    assertThat(done(holding)).isTrue();
    assertThat(done(meanwhile)).as("the removal goes on").isTrue();
    done(removal);
    assertThat(done(store.files().uploadedSince(ada.id(), 0))).isZero();
  }

  @Test
  void aFileIsFetchedByTheRoomAsLongAsAMessageThereHasIt() throws Exception {
    saveFile("plan", Files.writeString(directory.resolve("content"), "content"));
    Attachment plan = done(store.files().find(ada.id(), "plan")).orElseThrow();
    long now = System.currentTimeMillis();
    MessageLog.Opened opened = done(store.messageLog().open("b"));
    done(store.memberships().join(bob.id(), "b", 0));
    for (int seq = 1; seq <= 2; seq++) {
      done(store.files().use(ada.id(), "b", List.of("plan")));
      Entry said =
          new Entry.Message(
              seq,
              now - Duration.ofDays(9 - 8L * (seq - 1)).toMillis(),
              ada.id(),
              "ada",
              Kind.USER,
              null,
              "",
              null,
              List.of(plan),
              null,
              false);
      done(store.messageLog().append("b", opened.term(), List.of(said)));
    }
    assertThat(done(store.files().find(bob.id(), "plan"))).contains(plan);
    forget(new StoreSettings.KeepRule(Duration.ofDays(7), 0));
    assertThat(done(store.files().find(bob.id(), "plan"))).as("still in the other").contains(plan);
    remove("b", 2);
    assertThat(done(store.files().find(bob.id(), "plan"))).isEmpty();
    done(store.files().removeUnused(Long.MAX_VALUE));
    assertThat(done(store.files().find(ada.id(), "plan"))).isEmpty();
  }

  @Test
  void whatWasForgottenTakesItsFilesAlong() throws Exception {
    saveFile("plan", Files.writeString(directory.resolve("content"), "content"));
    Attachment plan = done(store.files().find(ada.id(), "plan")).orElseThrow();
    MessageLog.Opened opened = done(store.messageLog().open("b"));
    done(store.memberships().join(bob.id(), "b", 0));
    done(store.files().use(ada.id(), "b", List.of("plan")));
    Entry said =
        new Entry.Message(
            1, 5, ada.id(), "ada", Kind.USER, null, "", null, List.of(plan), null, false);
    done(store.messageLog().append("b", opened.term(), List.of(said)));
    forget(new StoreSettings.KeepRule(Duration.ofDays(7), 0));

    assertThat(done(store.files().find(bob.id(), "plan"))).isEmpty();
  }

  private void forget(StoreSettings.KeepRule rule) {
    reopen(
        new StoreSettings(url, 2, Duration.ofSeconds(3), new StoreSettings.Keep(rule, Map.of())));
    done(store.forgetOldMessages());
  }

  private void saveFile(String id, Path content) {
    Attachment file = new Attachment(id, id + ".txt", "text/plain", 7, null, null);
    assertThat(done(store.files().save(ada.id(), file, content, null, 5, ENOUGH))).isTrue();
  }

  // Moderation

  @Test
  void whatWasRemovedIsFoundByNobodyBeforeAndAfterItIsIndexed() {
    say("lobby", bob, "the secret word", "another word");
    remove("lobby", 1);
    say("lobby", ada, "an unrelated secret");

    assertThat(found("secret")).containsExactly("an unrelated secret");
    awaitIndexed();
    assertThat(found("secret")).containsExactly("an unrelated secret");
    remove("lobby", 4);
    assertThat(found("secret")).isEmpty();
    assertThat(found("word")).containsExactly("another word");
  }

  @Test
  void whatWasRemovedIsInTheDatabaseNoMore() {
    say("b", bob, "the secret word");
    remove("b", 1);

    List<String> texts =
        done(
            store
                .writer()
                .submit(
                    handle ->
                        handle.createQuery("SELECT body FROM entry").mapTo(String.class).list()));
    assertThat(texts).doesNotContain("the secret word");
  }

  /** The program of before, which may run beside, stores entries without it. */
  @Test
  void aRetryIsKnownAlsoOfWhatWasStoredWithoutItsPrint() {
    Attachment file = new Attachment("f", "cat.png", "image/png", 5, null, null);
    Entry.Message shown =
        new Entry.Message(
            1, 1, ada.id(), "ada", Kind.USER, null, "看", null, List.of(file), "one", false);
    Entry.Message said = new Entry.Message(2, 2, bob.id(), "bob", Kind.USER, "hello", null, "two");
    long term = done(store.messageLog().open("p")).term();
    done(store.messageLog().append("p", term, List.of(shown, said)));
    List<SentMessage> both = List.of(SentMessage.of(shown), SentMessage.of(said));
    assertThat(done(store.messageLog().sentSince("p", 0))).isEqualTo(both);

    int old =
        done(
            store
                .writer()
                .submit(
                    handle ->
                        handle.execute("UPDATE entry SET print = NULL WHERE print IS NOT NULL")));

    assertThat(old).isEqualTo(2);
    assertThat(done(store.messageLog().sentSince("p", 0))).isEqualTo(both);
  }

  @Test
  void topicsAndRemovalsAreNotUnread() {
    say("b", bob, "one", "two");
    remove("b", 1);
    done(store.memberships().join(ada.id(), "b", 0));

    assertThat(list(ada, null, 10)).containsExactly(new ConversationInfo("b", null, 3, 0, 2));
  }

  @Test
  void rulesAreKeptWithWhatTheyWereChangedForAndFenced() {
    long term = done(store.messageLog().open("b")).term();
    assertThat(done(store.rules().rules("b"))).isEqualTo(HouseRules.NONE);
    assertThat(done(store.rules().rules("nowhere"))).isEqualTo(HouseRules.NONE);
    HouseRules rules =
        HouseRules.NONE
            .withRole(ada.id(), Role.OWNER)
            .with(
                new Sanction(
                    Sanction.Kind.BANNED,
                    null,
                    false,
                    "伊芙",
                    new Skeleton("伊芙"),
                    List.of("10.0.0.1"),
                    99L,
                    "ada"),
                5)
            .with(true, false);
    done(store.rules().change("b", term, rules, audit(Permission.BAN)));

    assertThat(done(store.rules().rules("b"))).isEqualTo(rules);
    done(store.messageLog().open("b"));
    assertThatThrownBy(
            () -> done(store.rules().change("b", term, HouseRules.NONE, audit(Permission.UNBAN))))
        .hasCauseInstanceOf(MessageLog.FencedException.class);
    assertThat(done(store.rules().rules("b"))).isEqualTo(rules);
    done(store.rules().note(audit(Permission.KICK)));
    assertThat(done(store.writer().submit(JdbcRules::audit)))
        .containsExactly(
            "1970-01-01T00:00:00.007Z  b  ada ban eve: spam",
            "1970-01-01T00:00:00.007Z  b  ada kick eve: spam");
  }

  private AuditEntry audit(Permission act) {
    return new AuditEntry(7, "b", act, ada, "eve", "spam");
  }

  @Test
  void whoIsBlockedIsSoForOnePersonUntilNoLonger() {
    assertThat(done(store.blocks().block(ada.id(), bob))).isTrue();
    assertThat(done(store.blocks().block(ada.id(), bob))).isTrue();

    assertThat(done(store.blocks().blocks(ada.id(), bob.id()))).isTrue();
    assertThat(done(store.blocks().blocks(bob.id(), ada.id()))).isFalse();
    assertThat(done(store.blocks().blockedBy(ada.id()))).containsExactly("bob");
    done(store.blocks().unblock(ada.id(), "bob"));
    assertThat(done(store.blocks().blocks(ada.id(), bob.id()))).isFalse();
    assertThat(done(store.blocks().blockedBy(ada.id()))).isEmpty();
  }

  @Test
  void oneMayBlockSoManyAndNoMore() {
    for (int i = 0; i < Blocks.MAX; i++) {
      done(store.blocks().block(ada.id(), person("p" + i)));
    }

    assertThat(done(store.blocks().block(ada.id(), bob))).isFalse();
    assertThat(done(store.blocks().blocks(ada.id(), bob.id()))).isFalse();
  }

  private void remove(String room, long target) {
    MessageLog.Opened opened = done(store.messageLog().open(room));
    done(
        store
            .messageLog()
            .append(
                room,
                opened.term(),
                List.of(new Entry.Removal(opened.seq() + 1, 9, ada.id(), ada.nickname(), target))));
  }

  @Test
  void oldMessagesAreForgottenByNumberInTheRoomsThatSaySo() {
    for (int i = 0; i < 30; i++) {
      say("short", ada, "word " + i);
      say("long", ada, "word " + i);
    }
    awaitIndexed();
    var keep =
        new StoreSettings.Keep(
            StoreSettings.KeepRule.ALL, Map.of("short", new StoreSettings.KeepRule(null, 10)));
    reopen(new StoreSettings(url, 2, Duration.ofSeconds(3), keep));
    assertThat(store.keepsAllMessages()).isFalse();
    done(store.forgetOldMessages());

    MessageLog.Opened opened = done(store.messageLog().open("short"));
    assertThat(opened.firstSeq()).isEqualTo(21);
    assertThat(opened.seq()).isEqualTo(30);
    assertThat(done(store.messageLog().after("short", 0, 100))).hasSize(10);
    assertThat(texts(search(List.of("short"), "word", null, null, 100))).hasSize(10);
    assertThat(done(store.messageLog().after("long", 0, 100))).hasSize(30);
  }

  @Test
  void messagesWhoseIdsAreStillRememberedAreKept() {
    long now = System.currentTimeMillis();
    long term = done(store.messageLog().open("lobby")).term();
    List<Entry> entries = new ArrayList<>();
    for (int seq = 1; seq <= 6; seq++) {
      entries.add(entry(seq, now - (seq <= 3 ? Duration.ofHours(1).toMillis() : 1), ada, "x"));
    }
    done(store.messageLog().append("lobby", term, entries));
    forget(new StoreSettings.KeepRule(null, 1));

    assertThat(done(store.messageLog().newest("lobby", 10)))
        .extracting(Entry::seq)
        .containsExactly(4L, 5L, 6L);
  }

  @Test
  void oldMessagesAreForgottenByAge() {
    long now = System.currentTimeMillis();
    long term = done(store.messageLog().open("lobby")).term();
    done(
        store
            .messageLog()
            .append(
                "lobby",
                term,
                List.of(
                    entry(1, now - Duration.ofDays(9).toMillis(), ada, "old"),
                    entry(2, now - Duration.ofDays(5).toMillis(), ada, "newer"))));
    var keep = new StoreSettings.Keep(new StoreSettings.KeepRule(Duration.ofDays(7), 0), Map.of());
    reopen(new StoreSettings(url, 2, Duration.ofSeconds(3), keep));
    done(store.forgetOldMessages());

    assertThat(done(store.messageLog().newest("lobby", 10)))
        .extracting(Entry::seq)
        .containsExactly(2L);
  }

  @Test
  void aProgramThatIsTooOldForTheSchemaRefusesIt() {
    done(
        store.writer().submit(handle -> handle.execute("UPDATE schema_support SET oldest = 9999")));
    store.close();

    assertThatThrownBy(() -> TestStores.open(directory, url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer Parlor");
    // An older schema that still supports this program is fine.
    url = newDatabase();
    store = TestStores.open(directory.resolve("other"), url);
  }

  // Help

  private List<ConversationInfo> list(Person person, @Nullable String after, int limit) {
    return done(store.memberships().list(person.id(), after, limit)).conversations();
  }

  private void say(String room, Person author, String... texts) {
    MessageLog.Opened opened = done(store.messageLog().open(room));
    List<Entry> entries = new ArrayList<>();
    for (String text : texts) {
      long seq = opened.seq() + entries.size() + 1;
      entries.add(entry(seq, 1_000 + seq, author, text));
    }
    done(store.messageLog().append(room, opened.term(), entries));
  }

  private static Entry entry(long seq, long at, Person author, String text) {
    return new Entry.Message(seq, at, author.id(), author.nickname(), Kind.USER, text, null, null);
  }

  private List<String> found(String text) {
    return texts(search(List.of("lobby"), text, null, null, 10));
  }

  private MessageSearch.Page search(
      List<String> rooms, String text, @Nullable String from, @Nullable String next, int limit) {
    return done(
        store.messageSearch().search(new MessageSearch.Query(rooms, text, from, next, limit)));
  }

  private static List<String> texts(MessageSearch.Page page) {
    return page.hits().stream().map(hit -> hit.message().text()).toList();
  }

  private void awaitIndexed() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                done(
                        store
                            .writer()
                            .submit(
                                handle ->
                                    handle
                                        .createQuery(
                                            "SELECT count(*) FROM room WHERE indexed_seq < seq")
                                        .mapTo(Integer.class)
                                        .one()))
                    == 0);
  }

  private static Person person(String nickname) {
    return new Person(new PersonId(UUID.randomUUID().toString()), nickname);
  }

  static <T> T done(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e.getCause());
    }
  }
}
