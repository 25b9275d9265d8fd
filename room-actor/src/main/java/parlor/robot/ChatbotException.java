package parlor.robot;

/** A question that got no answer. */
final class ChatbotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  /**
   * @param detail for the operator's log: never a message's text, never a key
   */
  ChatbotException(Trouble trouble, String detail) {
    super(detail, null, false, false);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
