package parlor.gateway.door;

import akka.actor.typed.RecipientRef;
import parlor.people.Person;
import parlor.people.Presence;

/**
 * Who is logged in on a connection.
 *
 * @param connection as the presence knows it
 * @param session the token, to be known again
 */
record Me(
    Person person, String connection, String session, RecipientRef<Presence.Command> presence) {
  /** Without the token, for logs. */
  @Override
  public String toString() {
    return "Me[" + person.nickname() + ", " + connection + "]";
  }
}
