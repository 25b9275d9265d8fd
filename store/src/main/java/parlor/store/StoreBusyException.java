package parlor.store;

import parlor.history.MessageLog;

/** More waits for the database than it can do soon; nothing was stored. */
final class StoreBusyException extends MessageLog.BusyException {
  private static final long serialVersionUID = 1L;

  StoreBusyException(int waiting) {
    super(waiting + " tasks wait for the database");
  }
}
