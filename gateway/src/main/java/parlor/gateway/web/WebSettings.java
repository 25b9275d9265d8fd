package parlor.gateway.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the HTTP door allows.
 *
 * @param port 0 picks a free one
 * @param requestDeadline how long the header of a request may take to come
 * @param origins web pages from elsewhere that may ask, as in {@code https://example.org}
 * @param fileBytes longest file
 * @param uploadsPerDay of one person; {@link Integer#MAX_VALUE} where rates are off
 * @param imagePixels most pixels of an image
 * @param uploads folder for files on their way into the store
 */
public record WebSettings(
    String host,
    int port,
    int backlog,
    Duration requestDeadline,
    List<String> origins,
    long fileBytes,
    int uploadsPerDay,
    long imagePixels,
    Path uploads) {}
