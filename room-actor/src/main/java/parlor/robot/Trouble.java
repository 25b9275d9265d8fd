package parlor.robot;

/** Why there is no answer, and the one honest sentence that the room is told instead. */
enum Trouble {
  SLOW(
      "Sorry, that took too long, so I have stopped waiting for an answer.", "抱歉，等得太久了，这次我不再等回答了。"),
  DOWN("Sorry, I cannot reach my chatbot service at the moment.", "抱歉，我现在连不上聊天服务。"),
  OVER_QUOTA("Sorry, my quota at the chatbot service is used up for now.", "抱歉，我在聊天服务的额度暂时用完了。"),
  NONSENSE(
      "Sorry, my chatbot service sent something that I cannot make sense of.", "抱歉，聊天服务返回的内容我看不懂。"),
  BUSY(
      "Sorry, too many questions at once. Please ask me again in a moment.", "抱歉，一下子问题太多了，请稍后再问我。"),
  RESTING(
      "Sorry, my chatbot service has failed several times, so I am giving it a short rest.",
      "抱歉，聊天服务连续出错，我先让它歇一会儿。"),
  REFUSED(
      "Sorry, my chatbot service refuses me. Whoever runs this server has to check my settings.",
      "抱歉，聊天服务拒绝了我，需要服务器管理员检查我的设置。"),
  TOO_LONG(
      "Sorry, that is too long for my chatbot service. Please ask in fewer words.",
      "抱歉，这个问题对聊天服务来说太长了，请说短一点。"),
  NO_ANSWER("Sorry, I have no answer to that.", "抱歉，这个我答不上来。"),
  STUMBLED("Sorry, something went wrong inside me. Please ask again.", "抱歉，我自己出了点问题，请再问一次。"),
  OFF("I am switched off on this server.", "这台服务器上的机器人已关闭。");

  private final String english;
  private final String chinese;

  Trouble(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  String in(Language language) {
    return language.choose(english, chinese);
  }

  /** Whether it tells something about the service, and so counts towards giving it a rest. */
  boolean isOfService() {
    return switch (this) {
      case SLOW, DOWN, OVER_QUOTA, NONSENSE, REFUSED, STUMBLED -> true;
      case BUSY, RESTING, TOO_LONG, NO_ANSWER, OFF -> false;
    };
  }
}
