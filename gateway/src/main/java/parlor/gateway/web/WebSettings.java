package parlor.gateway.web;

import java.nio.file.Path;

/**
 * What the HTTP door allows.
 *
 * @param port 0 picks a free one
 * @param fileBytes longest file
 * @param uploadsPerDay of one person; {@link Integer#MAX_VALUE} where rates are off
 * @param imagePixels most pixels of an image
 * @param uploads folder for files on their way into the store
 */
public record WebSettings(
    String host,
    int port,
    int backlog,
    long fileBytes,
    int uploadsPerDay,
    long imagePixels,
    Path uploads) {}
