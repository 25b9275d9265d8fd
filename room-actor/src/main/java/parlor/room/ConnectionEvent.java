package parlor.room;

import akka.actor.typed.ActorRef;
import parlor.protocol.ClientFrame;
import parlor.protocol.RoomName;

/** What a connection is told about its places in rooms. */
public sealed interface ConnectionEvent {

  /** A place was opened; frames about the room go to the session from now on. */
  record SessionOpened(RoomName room, ActorRef<UserSession.Command> session)
      implements ConnectionEvent {}

  /**
   * The connection is in a room that it was called into, or will be as soon as the room can be
   * reached: whatever comes from here on is shown.
   */
  record CalledIn(RoomName room) implements ConnectionEvent {}

  /** The person has read a room up to there by this connection. */
  record HasRead(RoomName room, long seq) implements ConnectionEvent {}

  /** The join was refused before a place was opened. */
  record JoinRefused(RoomName room) implements ConnectionEvent {}

  /**
   * A place was taken away, or not granted: the session refuses what still comes, until it is
   * {@linkplain UserSession.Dismissed dismissed}.
   */
  record PutOut(RoomName room, ActorRef<UserSession.Command> session) implements ConnectionEvent {}

  /**
   * A join reached the session of a place that was gone by then: it asks for a new one, and is
   * answered like the first. It may overtake the word that the place is gone.
   */
  record ToJoinAnew(ActorRef<UserSession.Command> session, ClientFrame.Join join)
      implements ConnectionEvent {}

  /** A place has ended: the connection left, or something broke. */
  record SessionEnded(RoomName room) implements ConnectionEvent {}
}
