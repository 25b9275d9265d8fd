package parlor.people;

import parlor.protocol.Nickname;

/**
 * Somebody on one connection, as a room has to judge who comes in.
 *
 * @param account whether the nickname is an account's; else a guest's
 * @param admin whether the operator named the account an admin
 * @param address from which the connection comes, as text; empty if that is not known
 */
public record Visitor(Person person, boolean account, boolean admin, String address) {

  public PersonId id() {
    return person.id();
  }

  /** What the nickname looks like. */
  public Skeleton skeleton() {
    return Skeleton.of(Nickname.ofPrepared(person.nickname()));
  }
}
