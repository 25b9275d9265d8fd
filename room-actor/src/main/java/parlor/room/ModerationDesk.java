package parlor.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parlor.history.Entry;
import parlor.history.MessageLog;
import parlor.moderation.AuditEntry;
import parlor.moderation.Deed;
import parlor.moderation.HouseRules;
import parlor.moderation.Permission;
import parlor.moderation.Sanction;
import parlor.people.Person;
import parlor.people.PersonId;
import parlor.people.Presence;
import parlor.people.Skeleton;
import parlor.people.Visitor;
import parlor.protocol.ErrorCode;
import parlor.protocol.LeaveReason;
import parlor.protocol.Nickname;
import parlor.protocol.Role;

/**
 * A room's rules and what is done by virtue of them, one act at a time: each is judged by {@link
 * Permission}, kept, shown, and only then answered.
 *
 * @see LedgerDesk
 */
final class ModerationDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ModerationDesk.class);
  private static final int MAX_WAITING = 100;
  private static final long RETRY_AFTER_MS = 1000;
  private static final long MINUTE_MS = 60_000;

  /** What the desk changes in the room around it. */
  interface Room {
    /** Puts somebody out, who may have gone already. */
    void expel(PersonId person, LeaveReason reason, Person by, @Nullable String text);

    /** Shows a change to everybody. */
    void show(RoomFace face, RulesChange change);

    /** Takes an entry into the log; the act is answered when it is stored. */
    void log(RoomLedger.Act act, Postings.Making making);

    /** Another writer has begun: this one's time is over. */
    void giveWay();

    long now();
  }

  /** Whom an act is about; {@code person} is null for a guest who is gone. */
  private record Target(
      String nickname,
      @Nullable Person person,
      boolean account,
      boolean admin,
      List<String> addresses) {
    Skeleton skeleton() {
      return Skeleton.of(Nickname.ofPrepared(nickname));
    }
  }

  private final String room;
  private final RoomLedger.Tools tools;
  private final ActorContext<RoomLedger.Command> context;
  private final long term;
  private final Roster<ActorRef<RoomActor.FromLedger>> roster;
  private final Newest newest;
  private final Room around;
  private final boolean isPrivate;
  private final Queue<RoomLedger.Act> waiting = new ArrayDeque<>();
  private HouseRules rules;
  private boolean busy;

  ModerationDesk(
      String room,
      RoomLedger.Tools tools,
      ActorContext<RoomLedger.Command> context,
      RoomLedger.OpenLog open,
      Roster<ActorRef<RoomActor.FromLedger>> roster,
      Newest newest,
      Room around) {
    this.room = room;
    this.tools = tools;
    this.context = context;
    this.term = open.opened().term();
    this.rules = open.rules();
    this.isPrivate = open.pair() != null;
    this.roster = roster;
    this.newest = newest;
    this.around = around;
  }

  RoomFace face() {
    return RoomFace.of(rules);
  }

  // Who comes in and who may speak

  /** Why somebody may not come in; null if they may. */
  RoomActor.@Nullable Refused refusesEntry(Visitor visitor) {
    boolean open =
        !rules.membersOnly()
            || rules.roleOf(visitor).isAtLeast(Role.MEMBER)
            || roster.visitor(visitor.id()) != null;
    return open
        ? refusesSeat(visitor)
        : forbidden("members-only", "This room is for its members", null);
  }

  /** Why somebody who has a seat may not keep it; null if they may. */
  RoomActor.@Nullable Refused refusesSeat(Visitor visitor) {
    Sanction ban =
        isPrivate || visitor.admin()
            ? null
            : rules.against(Sanction.Kind.BANNED, visitor, around.now());
    return ban == null ? null : forbidden("banned", "Banned from this room", ban.until());
  }

  /** Why somebody may not say anything; null if they may. */
  RoomActor.@Nullable Refused refusesSpeech(PersonId author) {
    Visitor visitor = rules.sanctions().isEmpty() ? null : roster.visitor(author);
    Sanction mute =
        visitor == null ? null : rules.against(Sanction.Kind.MUTED, visitor, around.now());
    return mute == null ? null : forbidden("muted", "Muted in this room", mute.until());
  }

  private RoomActor.Refused forbidden(String reason, String message, @Nullable Long until) {
    Long wait = until == null ? null : Math.max(1, until - around.now());
    return new RoomActor.Refused(ErrorCode.FORBIDDEN, message, wait, reason);
  }

  /** Whether a room that nobody owns is opened by somebody who then does. */
  boolean isFoundedBy(Visitor visitor) {
    return visitor.account()
        && !busy
        && !isPrivate
        && roster.isEmpty()
        && !rules.isOwned()
        && !tools.ofAdmins().contains(room);
  }

  /** Makes somebody the room's owner, then goes on; without an owner if that cannot be kept. */
  void found(Visitor visitor, Runnable then) {
    HouseRules owned = rules.withRole(visitor.id(), Role.OWNER);
    String name = visitor.person().nickname();
    keep(
        owned,
        entry(visitor.person(), Permission.ROLE, name, Role.OWNER.wire()),
        () -> {
          around.show(face(), new RulesChange.OfMember(name, Role.OWNER, null, null, name, null));
          then.run();
        },
        failure -> then.run());
  }

  // Acts

  void take(RoomLedger.Act act) {
    if (waiting.size() >= MAX_WAITING) {
      answer(act, unavailable());
    } else {
      waiting.add(act);
      next();
    }
  }

  private void next() {
    while (!busy && !waiting.isEmpty()) {
      begin(waiting.remove());
    }
  }

  private void begin(RoomLedger.Act act) {
    Permission permission = act.deed().permission();
    boolean allowed = rules.roleOf(act.by()).isAtLeast(permission.least());
    if (roster.visitor(act.by().id()) == null) {
      answer(act, refused(ErrorCode.NOT_IN_ROOM));
    } else if (act.deed() instanceof Deed.Remove remove) {
      findMessage(act, remove.target(), message -> remove(act, message, allowed));
    } else if (!allowed || isPrivate) {
      answer(act, refused(ErrorCode.FORBIDDEN));
    } else {
      switch (act.deed()) {
        case Deed.SetTopic set -> setTopic(act, set.topic());
        case Deed.SetRole set ->
            withTarget(act, set.nickname(), to -> setRole(act, to, set.role()));
        case Deed.Discipline order ->
            withTarget(act, order.nickname(), target -> discipline(act, target, order));
        case Deed.Settings settings -> set(act, settings);
        case Deed.Remove remove -> throw new IllegalStateException("Is done above");
      }
    }
  }

  private void setTopic(RoomLedger.Act act, String topic) {
    Person by = act.by().person();
    around.log(act, (seq, at) -> new Entry.Topic(seq, at, by.id(), by.nickname(), topic));
  }

  /** What an act has put into the log is stored. */
  void logged(RoomLedger.Act act, Entry entry) {
    Person by = act.by().person();
    switch (entry) {
      case Entry.Topic set -> note(entry(by, Permission.TOPIC, null, set.topic()));
      case Entry.Removal removal ->
          note(entry(by, Permission.REMOVE, null, "seq " + removal.target()));
      case Entry.Message message -> {}
    }
    answer(act, new RoomActor.Done());
  }

  private void findMessage(RoomLedger.Act act, long seq, Consumer<Entry.Message> then) {
    if (seq >= newest.firstSeq()) {
      messageOrRefuse(act, newest.after(seq - 1), seq, then);
      return;
    }
    settle(
        tools.log().after(room, seq - 1, 1),
        found -> messageOrRefuse(act, found, seq, then),
        failure -> answer(act, unavailable()));
  }

  private void messageOrRefuse(
      RoomLedger.Act act, List<Entry> found, long seq, Consumer<Entry.Message> then) {
    if (!found.isEmpty()
        && found.getFirst() instanceof Entry.Message message
        && message.seq() == seq) {
      then.accept(message);
    } else {
      answer(act, refused(ErrorCode.MESSAGE_UNKNOWN));
    }
  }

  private void remove(RoomLedger.Act act, Entry.Message message, boolean allowed) {
    Person by = act.by().person();
    boolean own = message.author().equals(by.id());
    if (!own && (!allowed || isPrivate)) {
      answer(act, refused(ErrorCode.FORBIDDEN));
    } else if (message.removed()) {
      answer(act, new RoomActor.Done());
    } else {
      around.log(
          act, (seq, at) -> new Entry.Removal(seq, at, by.id(), by.nickname(), message.seq()));
    }
  }

  private void setRole(RoomLedger.Act act, Target target, Role role) {
    Role mine = rules.roleOf(act.by());
    Person person = target.person();
    boolean self = person != null && person.id().equals(act.by().id());
    boolean mayGive = mine.compareTo(role) > 0 || (mine == Role.OWNER && role == Role.OWNER);
    if (person == null) {
      answer(act, refused(ErrorCode.RECIPIENT_UNKNOWN));
    } else if (!mayGive || (!self && !isBelow(target, mine))) {
      answer(act, refused(ErrorCode.FORBIDDEN));
    } else if (role != Role.NONE && !target.account()) {
      answer(
          act,
          new RoomActor.Refused(
              ErrorCode.FORBIDDEN, "A guest cannot have a role", null, "no-account"));
    } else {
      boolean out = rules.membersOnly() && role == Role.NONE && !target.admin();
      Runnable give =
          () ->
              change(
                  act,
                  rules.withRole(person.id(), role),
                  entry(act.by().person(), Permission.ROLE, target.nickname(), role.wire()),
                  () -> {
                    show(act, target, role, null, null, null);
                    if (out) {
                      around.expel(person.id(), LeaveReason.KICKED, act.by().person(), null);
                    }
                  });
      if (out) {
        shutOut(act, person.id(), give);
      } else {
        give.run();
      }
    }
  }

  /** Before somebody is put out, what was said there is closed to them: it is no more theirs. */
  private void shutOut(RoomLedger.Act act, PersonId person, Runnable then) {
    settle(
        tools.memberships().leave(person, room),
        gone -> then.run(),
        failure -> answer(act, unavailable()));
  }

  private void discipline(RoomLedger.Act act, Target target, Deed.Discipline order) {
    if (!isBelow(target, rules.roleOf(act.by()))) {
      answer(act, refused(ErrorCode.FORBIDDEN));
      return;
    }
    Person by = act.by().person();
    String detail = detail(order);
    AuditEntry audit = entry(by, order.permission(), target.nickname(), detail);
    Person person = target.person();
    switch (order.permission()) {
      case KICK -> {
        if (person == null || roster.visitor(person.id()) == null) {
          answer(act, refused(ErrorCode.RECIPIENT_UNKNOWN));
        } else {
          shutOut(
              act,
              person.id(),
              () -> {
                around.expel(person.id(), LeaveReason.KICKED, by, order.reason());
                note(audit);
                answer(act, new RoomActor.Done());
              });
        }
      }
      case MUTE -> {
        Sanction mute = sanction(Sanction.Kind.MUTED, target, order, by);
        change(
            act,
            rules.with(mute, around.now()),
            audit,
            () -> show(act, target, null, true, mute.until(), order.reason()));
      }
      case UNMUTE ->
          change(
              act,
              rules.without(Sanction.Kind.MUTED, target.skeleton()),
              audit,
              () -> show(act, target, null, false, null, order.reason()));
      case BAN -> ban(act, target, order, audit);
      case UNBAN ->
          change(act, rules.without(Sanction.Kind.BANNED, target.skeleton()), audit, () -> {});
      default -> throw new IllegalStateException("No discipline: " + order.permission());
    }
  }

  private void ban(RoomLedger.Act act, Target target, Deed.Discipline order, AuditEntry audit) {
    Person by = act.by().person();
    Person person = target.person();
    HouseRules banned = rules.with(sanction(Sanction.Kind.BANNED, target, order, by), around.now());
    if (person == null) {
      change(act, banned, audit, () -> {});
    } else {
      shutOut(
          act,
          person.id(),
          () ->
              change(
                  act,
                  banned,
                  audit,
                  () -> around.expel(person.id(), LeaveReason.BANNED, by, order.reason())));
    }
  }

  private static @Nullable String detail(Deed.Discipline order) {
    String minutes = order.minutes() == null ? "" : order.minutes() + " minutes";
    String reason = order.reason() == null ? "" : order.reason();
    String detail = minutes + (minutes.isEmpty() || reason.isEmpty() ? "" : ", ") + reason;
    return detail.isEmpty() ? null : detail;
  }

  private Sanction sanction(Sanction.Kind kind, Target target, Deed.Discipline order, Person by) {
    Integer minutes = order.minutes();
    return new Sanction(
        kind,
        target.person() == null ? null : target.person().id(),
        target.account(),
        target.nickname(),
        target.skeleton(),
        target.account() ? List.of() : target.addresses(),
        minutes == null ? null : around.now() + minutes * MINUTE_MS,
        by.nickname());
  }

  /** Those who are inside when a room is closed stay until they leave. */
  private void set(RoomLedger.Act act, Deed.Settings settings) {
    HouseRules changed = rules.with(settings.membersOnly(), settings.hidden());
    if (changed.equals(rules)) {
      answer(act, new RoomActor.Done());
      return;
    }
    Person by = act.by().person();
    String detail =
        (changed.membersOnly() ? "members only" : "open to all")
            + (changed.hidden() ? ", hidden" : ", listed");
    change(
        act,
        changed,
        entry(by, Permission.SETTINGS, null, detail),
        () -> around.show(face(), new RulesChange.OfRoom(by.nickname())));
  }

  private boolean isBelow(Target target, Role mine) {
    Role its =
        target.admin()
            ? Role.ADMIN
            : target.person() == null ? Role.NONE : rules.roleOf(target.person().id());
    return mine.compareTo(its) > 0;
  }

  private void show(
      RoomLedger.Act act,
      Target target,
      @Nullable Role role,
      @Nullable Boolean muted,
      @Nullable Long until,
      @Nullable String text) {
    around.show(
        face(),
        new RulesChange.OfMember(
            target.nickname(), role, muted, until, act.by().person().nickname(), text));
  }

  // Whom an act is about

  private void withTarget(RoomLedger.Act act, String nickname, Consumer<Target> then) {
    Nickname prepared = Nickname.ofPrepared(nickname);
    Visitor present = roster.find(prepared.folded());
    if (present != null) {
      List<String> addresses =
          isEverybodys(present.address()) ? List.of() : List.of(present.address());
      then.accept(
          new Target(
              present.person().nickname(),
              present.person(),
              present.account(),
              present.admin(),
              addresses));
      return;
    }
    Skeleton skeleton = Skeleton.of(prepared);
    if (skeleton.looksLikeRobot()) {
      answer(act, refused(ErrorCode.RECIPIENT_UNKNOWN));
      return;
    }
    CompletionStage<Presence.Reply> asked =
        AskPattern.ask(
            tools.presences().apply(skeleton),
            (ActorRef<Presence.Reply> replyTo) -> new Presence.Find(prepared.folded(), replyTo),
            tools.settings().answerTimeout(),
            context.getSystem().scheduler());
    settle(
        asked,
        reply -> {
          if (reply instanceof Presence.Found found) {
            then.accept(
                new Target(
                    found.person() == null ? nickname : found.person().nickname(),
                    found.person(),
                    found.account(),
                    found.admin(),
                    List.of()));
          } else {
            answer(act, unavailable());
          }
        },
        failure -> answer(act, unavailable()));
  }

  /** Behind a proxy or a tunnel on the same host everybody seems to come from there. */
  private static boolean isEverybodys(String address) {
    return address.isEmpty() || address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
  }

  // What is kept

  private void change(RoomLedger.Act act, HouseRules changed, AuditEntry audit, Runnable then) {
    if (changed.equals(rules)) {
      answer(act, new RoomActor.Done());
    } else if (changed.isFull()) {
      answer(
          act,
          new RoomActor.Refused(
              ErrorCode.FORBIDDEN, "The room has as many rules as it may", null, "full"));
    } else {
      keep(
          changed,
          audit,
          () -> {
            then.run();
            answer(act, new RoomActor.Done());
          },
          failure -> answer(act, unavailable()));
    }
  }

  private void keep(
      HouseRules changed, AuditEntry audit, Runnable then, Consumer<Throwable> otherwise) {
    settle(
        tools.rules().change(room, term, changed, audit),
        kept -> {
          rules = changed;
          then.run();
        },
        otherwise);
  }

  private AuditEntry entry(
      Person by, Permission act, @Nullable String target, @Nullable String detail) {
    return new AuditEntry(around.now(), room, act, by, target, detail);
  }

  private void note(AuditEntry entry) {
    tools
        .rules()
        .note(entry)
        .whenComplete(
            (kept, failure) -> {
              if (failure != null) {
                LOG.error("What was done is not in the audit log: {}", entry, failure);
              }
            });
  }

  /** Goes on when a stage has completed; until then the next act waits. */
  private <T> void settle(
      CompletionStage<T> stage, Consumer<T> then, Consumer<Throwable> otherwise) {
    busy = true;
    context.pipeToSelf(
        stage,
        (value, failure) ->
            new RoomLedger.Settled(
                () -> {
                  busy = false;
                  if (failure == null) {
                    then.accept(value);
                  } else {
                    otherwise.accept(failure);
                    giveWay(failure);
                  }
                  next();
                }));
  }

  /** Another ledger has begun to write: this one's time is over. */
  private void giveWay(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    context.getLog().error("An act in room {} has failed", room, failure);
    if (cause instanceof MessageLog.FencedException) {
      around.giveWay();
    }
  }

  private static RoomActor.Refused refused(ErrorCode code) {
    return new RoomActor.Refused(code, code.meaning(), null);
  }

  private static RoomActor.Refused unavailable() {
    ErrorCode code = ErrorCode.UNAVAILABLE;
    return new RoomActor.Refused(code, code.meaning(), RETRY_AFTER_MS);
  }

  private static void answer(RoomLedger.Act act, RoomActor.Outcome outcome) {
    act.node().tell(new RoomActor.Answered(act.number(), outcome));
  }
}
