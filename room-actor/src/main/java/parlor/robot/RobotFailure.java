package parlor.robot;

/** Why there is no answer, with what the robot says in its place. Carries no stack trace. */
final class RobotFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reasons that people are told, each in its own words. */
  enum Reason {
    SLOW(
        "Sorry, my answer is taking too long. Please ask again in a moment.", "抱歉，我想得太久了，请稍后再问一次。"),
    DOWN("Sorry, I cannot reach the service I think with just now.", "抱歉，我现在连不上我的服务，请稍后再试。"),
    OVER_QUOTA(
        "Sorry, I have used up what I may say for now. Please try again later.",
        "抱歉，我今天的次数用完了，请以后再试。"),
    NONSENSE("Sorry, I got no sensible answer to that.", "抱歉，我没有得到像样的回答。"),
    TOO_LONG(
        "Sorry, that question is too long for me. Please make it shorter.", "抱歉，这个问题太长了，请说短一点。"),
    BUSY(
        "Sorry, there are too many questions at once. Please ask again in a moment.",
        "抱歉，现在问题太多了，请稍后再问。"),
    RESTING(
        "Sorry, the service I think with has failed several times. I will try it again soon.",
        "抱歉，我的服务连续出错，过一会儿我再试。");

    private final String english;
    private final String chinese;

    Reason(String english, String chinese) {
      this.english = english;
      this.chinese = chinese;
    }

    /** In Chinese where the question has Chinese characters, else in English. */
    String inTheLanguageOf(String question) {
      return Languages.isChinese(question) ? chinese : english;
    }
  }

  private final Reason reason;

  /**
   * A failure.
   *
   * @param detail for the operator's log; never what was asked, and no key
   */
  RobotFailure(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
