package parlor.gateway.door;

import akka.actor.typed.RecipientRef;
import parlor.people.Person;
import parlor.people.Presence;
import parlor.people.Visitor;

/**
 * Who is logged in on a connection.
 *
 * @param connection as the presence knows it
 * @param session the token, to be known again
 */
record Me(
    Visitor visitor, String connection, String session, RecipientRef<Presence.Command> presence) {
  Person person() {
    return visitor.person();
  }

  /** Registered: the nickname is an account's now. */
  Me withAccount() {
    return new Me(
        new Visitor(visitor.person(), true, visitor.admin(), visitor.address()),
        connection,
        session,
        presence);
  }

  /** Without the token, for logs. */
  @Override
  public String toString() {
    return "Me[" + person().nickname() + ", " + connection + "]";
  }
}
