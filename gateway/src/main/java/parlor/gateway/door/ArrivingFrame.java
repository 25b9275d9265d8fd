package parlor.gateway.door;

/**
 * How long the frame that is just arriving has been on its way. Time is a parameter, in
 * milliseconds.
 */
final class ArrivingFrame {
  private long number;
  private long since;
  private boolean here;

  /**
   * Looks what is there.
   *
   * @param isRead whether it could arrive; while nothing is read it is nobody's fault
   */
  void look(Inbox inbox, boolean isRead, long now) {
    if (!inbox.isHalf()) {
      here = false;
    } else if (!here || !isRead || number != inbox.cut()) {
      here = true;
      number = inbox.cut();
      since = now;
    }
  }

  boolean isHere() {
    return here;
  }

  /** How long it has taken until now. */
  long ms(long now) {
    return now - since;
  }
}
