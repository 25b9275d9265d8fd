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
 * @param membersListed most members in {@code joined} and in one page of {@code members}
 * @param frameMs how long a frame may take from its first byte to its last
 * @param frameBurst how many frames one connection may send at once; 0 is any number, and so it is
 *     with the rest
 * @param framesPerMinute how many after that
 * @param messageBurst how many messages one person may send at once in one room
 * @param messagesPerMinute how many after that
 * @param uploadsPerDay how many files one person may upload in 24 hours
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
    int topicCodePoints,
    int membersListed,
    long frameMs,
    int frameBurst,
    int framesPerMinute,
    int messageBurst,
    int messagesPerMinute,
    int uploadsPerDay) {

  /** Of a server that tells no more than these. */
  public Limits(
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
      int topicCodePoints) {
    this(
        frameBytes,
        textCodePoints,
        nicknameCodePoints,
        roomCodePoints,
        historyMessages,
        resumeMs,
        roomsPerConnection,
        fileBytes,
        attachmentsPerMessage,
        passwordMinCodePoints,
        topicCodePoints,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }
}
