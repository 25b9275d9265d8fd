package parlor.store;

/** More waits for the database than it can do soon; nothing was stored. */
final class StoreBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreBusyException(int waiting) {
    super(waiting + " tasks wait for the database", null, false, false);
  }
}
