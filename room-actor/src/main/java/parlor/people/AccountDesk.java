package parlor.people;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link Presence} does about accounts: passwords, and what needs one. */
final class AccountDesk {

  /** All who are logged in already, so that they keep nobody from logging in. */
  private static final String LOGGED_IN = "";

  /** Goes on when a stage has completed, or refuses the asker if it fails. */
  interface Settling {
    <T> void settle(CompletionStage<T> stage, Presence.Asker asker, Consumer<T> then);
  }

  private final PresenceSettings settings;
  private final People people;
  private final Passwords passwords;
  private final Clock clock;
  private final Skeleton skeleton;
  private final Online online;
  private final Guesses guesses;
  private final Settling settling;

  AccountDesk(
      Presence.Tools tools, Skeleton skeleton, Online online, Guesses guesses, Settling settling) {
    this.settings = tools.settings();
    this.people = tools.people();
    this.passwords = tools.passwords();
    this.clock = tools.clock();
    this.skeleton = skeleton;
    this.online = online;
    this.guesses = guesses;
    this.settling = settling;
  }

  /**
   * Goes on if the password is right; else the asker is told, and slowed down.
   *
   * @param from who asks, as far as guesses are concerned
   */
  void checkPassword(
      People.Holder holder, String password, String from, Presence.Asker asker, Runnable then) {
    long waitMs = settings.throttled() ? guesses.waitMs(from, clock.millis()) : 0;
    String phc = holder.password();
    if (waitMs > 0) {
      asker.refuse(Presence.Refusal.TOO_FAST, waitMs);
    } else if (phc == null) {
      asker.refuse(Presence.Refusal.NOT_AN_ACCOUNT);
    } else {
      settling.settle(
          passwords.fits(password, phc),
          asker,
          fits -> {
            if (fits) {
              guesses.succeeded(from);
              then.run();
            } else {
              guesses.failed(from, clock.millis());
              asker.refuse(Presence.Refusal.WRONG_PASSWORD);
            }
          });
    }
  }

  void register(Presence.Register register) {
    Online.Connection connection = online.get(register.connection());
    if (connection == null) {
      register.asker().refuse(Presence.Refusal.UNAVAILABLE);
      return;
    }
    withHolder(
        register.asker(),
        holder -> {
          if (holder == null || holder.isAccount()) {
            register.asker().refuse(Presence.Refusal.ALREADY_AN_ACCOUNT);
          } else {
            setPassword(
                connection.person().id(),
                register.password(),
                register.asker(),
                () ->
                    register
                        .replyTo()
                        .tell(
                            new Presence.Registered(
                                register.request(), connection.person().nickname())));
          }
        });
  }

  void change(Presence.ChangeAccount change) {
    Online.Connection connection = online.get(change.connection());
    if (connection == null) {
      change.asker().refuse(Presence.Refusal.UNAVAILABLE);
      return;
    }
    withHolder(
        change.asker(),
        holder -> {
          if (holder == null || !holder.isAccount()) {
            change.asker().refuse(Presence.Refusal.NOT_AN_ACCOUNT);
          } else {
            checkPassword(
                holder,
                change.password(),
                LOGGED_IN,
                change.asker(),
                () -> apply(change, connection));
          }
        });
  }

  private void apply(Presence.ChangeAccount change, Online.Connection connection) {
    PersonId person = connection.person().id();
    switch (change.action()) {
      case PASSWORD ->
          setPassword(person, change.newPassword(), change.asker(), () -> confirm(change));
      case LOGOUT_OTHERS ->
          settling.settle(
              people.endOtherSessions(person, connection.token()),
              change.asker(),
              ended -> {
                endOthers(connection);
                confirm(change);
              });
      case DELETE ->
          settling.settle(
              people.deleteAccount(person),
              change.asker(),
              deleted -> {
                endOthers(connection);
                online.remove(connection.name());
                confirm(change);
              });
    }
  }

  private static void confirm(Presence.ChangeAccount change) {
    change.replyTo().tell(new Presence.AccountChanged(change.request(), change.action()));
  }

  private void endOthers(Online.Connection kept) {
    for (Online.Connection other : online.all()) {
      if (!other.name().equals(kept.name())) {
        online.remove(other.name());
        other.ref().tell(new Presence.Replaced());
      }
    }
  }

  private void setPassword(
      PersonId person, @Nullable String password, Presence.Asker asker, Runnable then) {
    if (password == null
        || password.codePointCount(0, password.length()) < settings.passwordMinCodePoints()) {
      asker.refuse(Presence.Refusal.PASSWORD_TOO_SHORT);
      return;
    }
    settling.settle(
        passwords.hash(password),
        asker,
        phc -> settling.settle(people.setPassword(person, phc), asker, set -> then.run()));
  }

  private void withHolder(Presence.Asker asker, Consumer<People.@Nullable Holder> then) {
    settling.settle(people.holder(skeleton), asker, found -> then.accept(found.orElse(null)));
  }
}
