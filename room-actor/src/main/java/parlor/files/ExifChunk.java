package parlor.files;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a PNG or a WebP has its EXIF. Looks at nothing else: what is compressed in there may be a
 * bomb.
 */
final class ExifChunk {
  private static final int MAX_BYTES = 256 * 1024;
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** Of pictures that move; they are not turned. */
  private static final Set<String> MOVING = Set.of("acTL", "ANIM");

  private ExifChunk() {}

  /** Null if it has none, or moves. */
  static byte @Nullable [] find(MediaType type, Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      boolean png = type == MediaType.PNG;
      in.skipNBytes(png ? 8 : 12);
      return find(new DataInputStream(in), png);
    } catch (EOFException e) {
      return null;
    }
  }

  /** A chunk is its length and type in PNG, followed by a checksum; in WebP type and length. */
  private static byte @Nullable [] find(DataInputStream in, boolean png) throws IOException {
    byte[] exif = null;
    while (true) {
      byte[] head = in.readNBytes(8);
      if (head.length < 8) {
        return exif;
      }
      String name = new String(head, png ? 4 : 0, 4, StandardCharsets.US_ASCII);
      long length = png ? bigEndian(head) : littleEndian(head);
      if (MOVING.contains(name)) {
        return null;
      }
      boolean found = name.equals(png ? "eXIf" : "EXIF") && length <= MAX_BYTES;
      if (found) {
        exif = withoutPrefix(in.readNBytes((int) length));
      }
      in.skipNBytes((found ? 0 : length) + (png ? 4 : length & 1));
    }
  }

  private static long bigEndian(byte[] head) {
    return (head[0] & 0xFFL) << 24
        | (head[1] & 0xFFL) << 16
        | (head[2] & 0xFFL) << 8
        | (head[3] & 0xFFL);
  }

  private static long littleEndian(byte[] head) {
    return (head[7] & 0xFFL) << 24
        | (head[6] & 0xFFL) << 16
        | (head[5] & 0xFFL) << 8
        | (head[4] & 0xFFL);
  }

  /** Some write what only JPEG wants. */
  private static byte[] withoutPrefix(byte[] exif) {
    boolean prefixed =
        exif.length >= PREFIX.length
            && Arrays.equals(PREFIX, 0, PREFIX.length, exif, 0, PREFIX.length);
    return prefixed ? Arrays.copyOfRange(exif, PREFIX.length, exif.length) : exif;
  }
}
