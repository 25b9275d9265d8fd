package parlor.client.model;

/** How the connection stands. */
public sealed interface Standing {

  /** Nobody is logged in. */
  record LoggedOut() implements Standing {}

  /** On the way to the first welcome. */
  record LoggingIn(ServerAddress address) implements Standing {}

  record Online() implements Standing {}

  /**
   * The connection is gone and will be tried again.
   *
   * @param retryAt when, in UTC milliseconds
   * @param tried how many of the server's addresses have been tried in vain since
   */
  record Waiting(long retryAt, int tried) implements Standing {}

  /**
   * A try is on its way.
   *
   * @param movesAway whether the server sent one away, rather than was lost
   */
  record Reconnecting(ServerAddress to, boolean movesAway) implements Standing {}

  /** The server's key is no proof of who it is; a person has to decide. */
  record Doubting() implements Standing {}

  /** The person logged in elsewhere; this client does not come back by itself. */
  record Replaced() implements Standing {}
}
