package parlor.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What a file is, by how it begins; its name and what was claimed of it count for nothing. */
public enum MediaType {
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp"),
  PDF("application/pdf"),
  ZIP("application/zip"),
  TEXT("text/plain"),
  OTHER("application/octet-stream");

  /** How much of a file has to be given. */
  static final int PREFIX_BYTES = 4096;

  private static final byte[] PNG_BEGINS = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] JPEG_BEGINS = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] ZIP_BEGINS = {'P', 'K', 3, 4};

  private final String wire;

  MediaType(String wire) {
    this.wire = wire;
  }

  /** As in {@code Content-Type}. */
  public String wire() {
    return wire;
  }

  /** Whether it is shown, and not only kept. */
  public boolean isImage() {
    return switch (this) {
      case PNG, JPEG, GIF, WEBP -> true;
      case PDF, ZIP, TEXT, OTHER -> false;
    };
  }

  static MediaType of(byte[] prefix) {
    if (begins(prefix, 0, PNG_BEGINS)) {
      return PNG;
    }
    if (begins(prefix, 0, JPEG_BEGINS)) {
      return JPEG;
    }
    if (begins(prefix, "GIF87a") || begins(prefix, "GIF89a")) {
      return GIF;
    }
    if (begins(prefix, "RIFF") && begins(prefix, 8, ascii("WEBP"))) {
      return WEBP;
    }
    if (begins(prefix, "%PDF-")) {
      return PDF;
    }
    if (begins(prefix, 0, ZIP_BEGINS)) {
      return ZIP;
    }
    return isText(prefix) ? TEXT : OTHER;
  }

  private static boolean begins(byte[] prefix, String with) {
    return begins(prefix, 0, ascii(with));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean begins(byte[] prefix, int offset, byte[] with) {
    if (prefix.length < offset + with.length) {
      return false;
    }
    for (int i = 0; i < with.length; i++) {
      if (prefix[offset + i] != with[i]) {
        return false;
      }
    }
    return true;
  }

  /** UTF-8 without controls; a character may be cut in two at the end of the prefix. */
  private static boolean isText(byte[] prefix) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(prefix.length);
    boolean whole = prefix.length < PREFIX_BYTES;
    if (decoder.decode(ByteBuffer.wrap(prefix), text, whole).isError()) {
      return false;
    }
    return text.flip()
        .chars()
        .noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f');
  }
}
