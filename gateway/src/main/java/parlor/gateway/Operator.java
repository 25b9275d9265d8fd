package parlor.gateway;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import parlor.people.Passwords;
import parlor.people.Skeleton;
import parlor.protocol.InvalidValue;
import parlor.protocol.Nickname;
import parlor.store.Maintenance;

/** What an operator asks of the program besides running; each says in a line what it did. */
final class Operator {
  private static final int MAX_NICKNAME = 200;
  private static final int PASSWORD_LENGTH = 16;

  /** Letters and digits that are not taken for each other. */
  private static final String PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private final Maintenance maintenance;
  private final Set<Skeleton> admins;

  Operator(GatewaySettings settings) {
    this.admins = settings.presence().admins();
    this.maintenance = new Maintenance(settings.dataDir(), settings.store().url());
  }

  String backUp(Path to) {
    maintenance.backUp(to);
    return "The database was copied to " + to + ".";
  }

  String restore(Path from) {
    return maintenance
        .restore(from)
        .map(kept -> "Restored " + from + "; the database of before is " + kept + ".")
        .orElse("Restored " + from + ".");
  }

  String stampEpochs() {
    maintenance.stampEpochs();
    return "Each room has a new epoch.";
  }

  String audit() {
    return String.join("\n", maintenance.audit());
  }

  String resetPassword(String nickname) {
    Nickname prepared;
    try {
      prepared = Nickname.parse(nickname, MAX_NICKNAME);
    } catch (InvalidValue e) {
      throw new OperatorException(String.valueOf(e.getMessage()));
    }
    String password = newPassword();
    try (Passwords passwords = new Passwords()) {
      String phc = passwords.hash(password).toCompletableFuture().join();
      Skeleton skeleton = Skeleton.of(prepared);
      if (admins.contains(skeleton) && !maintenance.hasAccount(skeleton)) {
        maintenance.createAccount(prepared, phc, System.currentTimeMillis());
        return "The admin " + prepared.value() + " has an account now; the password is " + password;
      }
      return maintenance
          .resetPassword(skeleton, phc)
          .map(name -> "The password of " + name + " is now " + password)
          .orElseThrow(
              () ->
                  new OperatorException(
                      "Nobody has an account by that name. An admin's is made once parlor.admins"
                          + " names it."));
    }
  }

  private static String newPassword() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
    }
    return password.toString();
  }

  /** It cannot be done; the message says why. */
  static final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperatorException(String reason) {
      super(reason);
    }
  }
}
