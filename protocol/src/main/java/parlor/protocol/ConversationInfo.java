package parlor.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A room or private conversation of one's own, as listed in {@code conversations}.
 *
 * @param with the other's nickname in a private conversation, else null
 * @param seq the newest entry's
 * @param read the entry up to which one has read
 * @param unread messages of others after that; the server may stop counting at 1,000
 */
public record ConversationInfo(
    String room, @Nullable String with, long seq, long read, int unread) {}
