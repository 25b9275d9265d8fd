package parlor.robot;

import java.util.List;

/**
 * What a chatbot is asked.
 *
 * @param room conversation key
 * @param text the message as sent, with the mention in it
 * @param context the messages before it, oldest first
 */
record Question(String room, String asker, String text, List<RobotActor.Line> context) {
  Question {
    context = List.copyOf(context);
  }

  /** What is left of the text without the mention: may be empty. */
  String bare() {
    return Mention.removedFrom(text);
  }

  Language language() {
    return Language.of(text);
  }
}
