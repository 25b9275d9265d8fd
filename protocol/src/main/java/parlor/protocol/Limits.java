package parlor.protocol;

/**
 * The limits in force, as told in {@code welcome.limits}.
 *
 * @param frameBytes longest frame of a client, without its line end
 * @param textCodePoints longest message
 * @param nicknameCodePoints longest nickname
 * @param roomCodePoints longest room name
 * @param historyMessages most messages in {@code joined} and in one page of {@code history}
 * @param resumeMs how long a lost connection's nickname and places are held
 * @param roomsPerConnection how many rooms one connection may be in
 * @param fileBytes longest file
 * @param attachmentsPerMessage most files said with one message
 * @param passwordMinCodePoints shortest password of an account
 * @param topicCodePoints longest topic of a room, and longest reason of an act
 */
public record Limits(
    int frameBytes,
    int textCodePoints,
    int nicknameCodePoints,
    int roomCodePoints,
    int historyMessages,
    long resumeMs,
    int roomsPerConnection,
    long fileBytes,
    int attachmentsPerMessage,
    int passwordMinCodePoints,
    int topicCodePoints) {}
