package parlor.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parlor.people.PersonId;
import parlor.protocol.Attachment;

/**
 * What has to be known of a message so that a retry of it is known.
 *
 * @param print of what was said, see {@link #print}; null if that was taken away
 */
public record SentMessage(
    PersonId author, String clientId, long seq, long at, @Nullable Long print) {

  private static final long BASIS = 0xcbf29ce484222325L;

  /** Of a message that was given an id by its client, else null. */
  public static @Nullable SentMessage of(Entry.Message message) {
    return message.clientId() == null
        ? null
        : new SentMessage(
            message.author(),
            message.clientId(),
            message.seq(),
            message.at(),
            message.removed() ? null : print(message.text(), message.attachments()));
  }

  /**
   * 64 bits that differ for different messages, as good as always (FNV-1a, by the character): the
   * messages themselves need not be remembered.
   */
  public static long print(String text, List<Attachment> attachments) {
    // Most have none, and each message said comes through here.
    return attachments.isEmpty()
        ? print(text)
        : printOf(text, attachments.stream().map(Attachment::id).toList());
  }

  /** 64 bits of one text, as {@link #print(String, List)} mixes them. */
  public static long print(String text) {
    return mix(BASIS, text);
  }

  private static long printOf(String text, List<String> files) {
    long print = mix(BASIS, text);
    for (String file : files) {
      print = mix(print * 31, file);
    }
    return print;
  }

  /** Whether it may have been the same message; {@code files} are the ids of what it shows. */
  public boolean fits(String text, List<String> files) {
    return print == null || print == printOf(text, files);
  }

  private static long mix(long print, String text) {
    for (int i = 0; i < text.length(); i++) {
      print = (print ^ text.charAt(i)) * 0x100000001b3L;
    }
    return print;
  }
}
