package parlor.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A file that was said with a message; its bytes are fetched over HTTP.
 *
 * @param id names it in {@code /files/{id}}
 * @param name as its sender called it
 * @param type its media type, found in its content
 * @param bytes its size
 * @param width in pixels, of images that are shown; else null
 * @param height in pixels, of images that are shown; else null
 */
public record Attachment(
    String id,
    String name,
    String type,
    long bytes,
    @Nullable Integer width,
    @Nullable Integer height) {}
