package parlor.files;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Copies an image without what it says of its maker, place and time, and without whatever was
 * hidden behind its end; its pixels are not touched.
 *
 * <p>By the structure of each format: PNG (W3C, third edition), JPEG (ITU-T T.81), GIF89a, WebP
 * (RFC 9649).
 */
final class MetadataStripper {
  private static final int MAX_CHUNK = 64 * 1024 * 1024;
  private static final Set<String> PNG_DROPPED = Set.of("eXIf", "tEXt", "zTXt", "iTXt", "tIME");
  private static final Set<String> WEBP_DROPPED = Set.of("EXIF", "XMP ");

  private final DataInputStream in;
  private final DataOutputStream out;

  private MetadataStripper(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(out);
  }

  /**
   * Copies.
   *
   * @throws EOFException if the image ends before it should
   * @throws IOException if it is not built as its format wants
   */
  static void copy(MediaType type, InputStream in, OutputStream out) throws IOException {
    MetadataStripper stripper = new MetadataStripper(in, out);
    switch (type) {
      case PNG -> stripper.png();
      case JPEG -> stripper.jpeg();
      case GIF -> stripper.gif();
      case WEBP -> stripper.webp();
      case PDF, ZIP, TEXT, OTHER -> in.transferTo(out);
    }
    stripper.out.flush();
  }

  // PNG: a signature, then chunks of length, type, data and checksum

  private void png() throws IOException {
    copy(8);
    String type;
    do {
      int length = in.readInt();
      byte[] name = in.readNBytes(4);
      type = new String(name, StandardCharsets.US_ASCII);
      if (PNG_DROPPED.contains(type)) {
        skip(bounded(length) + 4L);
      } else {
        out.writeInt(bounded(length));
        out.write(name);
        copy(length + 4L);
      }
    } while (!type.equals("IEND"));
  }

  // JPEG: markers, most with a length; the scans' data end at the next marker that is none of
  // theirs

  private void jpeg() throws IOException {
    copy(2);
    int marker = nextMarker();
    while (marker != 0xD9) {
      int length = in.readUnsignedShort();
      if (length < 2) {
        throw new IOException("A segment of no length");
      }
      if (isDropped(marker)) {
        skip(length - 2L);
        marker = nextMarker();
      } else {
        out.write(0xFF);
        out.write(marker);
        out.writeShort(length);
        copy(length - 2L);
        marker = marker == 0xDA ? copyScan() : nextMarker();
      }
    }
    out.write(0xFF);
    out.write(0xD9);
  }

  /** All that applications add, but JFIF, the colour profile and Adobe's colour transform. */
  private static boolean isDropped(int marker) {
    boolean application = marker >= 0xE0 && marker <= 0xEF;
    return marker == 0xFE || (application && marker != 0xE0 && marker != 0xE2 && marker != 0xEE);
  }

  private int nextMarker() throws IOException {
    int next = in.readUnsignedByte();
    if (next != 0xFF) {
      throw new IOException("No marker where one should be");
    }
    while (next == 0xFF) {
      next = in.readUnsignedByte();
    }
    return next;
  }

  /** Copies compressed data; returns the marker behind them. */
  private int copyScan() throws IOException {
    while (true) {
      int next = in.readUnsignedByte();
      if (next != 0xFF) {
        out.write(next);
        continue;
      }
      int marker = in.readUnsignedByte();
      while (marker == 0xFF) {
        marker = in.readUnsignedByte();
      }
      boolean data = marker == 0 || (marker >= 0xD0 && marker <= 0xD7);
      if (!data) {
        return marker;
      }
      out.write(0xFF);
      out.write(marker);
    }
  }

  // GIF: a header with a colour table, then blocks

  private void gif() throws IOException {
    copy(6);
    copyWithColours(7, 4);
    int block = in.readUnsignedByte();
    while (block != 0x3B) {
      switch (block) {
        case 0x21 -> gifExtension();
        case 0x2C -> {
          out.write(block);
          copyWithColours(9, 8);
          copy(1);
          gifData(true);
        }
        default -> throw new IOException("An unknown block");
      }
      block = in.readUnsignedByte();
    }
    out.write(block);
  }

  private void copyWithColours(int bytes, int flagsAt) throws IOException {
    byte[] header = readFully(bytes);
    out.write(header);
    int flags = header[flagsAt];
    if ((flags & 0x80) != 0) {
      copy(3L << ((flags & 7) + 1));
    }
  }

  /** Loops and delays are kept; comments and what applications add are not. */
  private void gifExtension() throws IOException {
    int label = in.readUnsignedByte();
    if (label == 0xF9) {
      out.write(0x21);
      out.write(label);
      gifData(true);
      return;
    }
    int length = in.readUnsignedByte();
    byte[] first = readFully(length);
    boolean loops =
        label == 0xFF && new String(first, StandardCharsets.US_ASCII).equals("NETSCAPE2.0");
    if (loops) {
      out.write(0x21);
      out.write(label);
      out.write(length);
      out.write(first);
    }
    if (length > 0) {
      gifData(loops);
    }
  }

  private void gifData(boolean keep) throws IOException {
    int length;
    do {
      length = in.readUnsignedByte();
      byte[] data = readFully(length);
      if (keep) {
        out.write(length);
        out.write(data);
      }
    } while (length > 0);
  }

  // WebP: RIFF chunks, little-endian, padded to even lengths

  private void webp() throws IOException {
    byte[] header = readFully(12);
    long left = Math.min(littleEndian(header, 4), MAX_CHUNK) - 4;
    var kept = new ByteArrayOutputStream();
    while (left >= 8) {
      byte[] head = readFully(8);
      String type = new String(head, 0, 4, StandardCharsets.US_ASCII);
      long length = littleEndian(head, 4);
      long padded = length + (length & 1);
      if (padded > left - 8) {
        throw new IOException("A chunk beyond the end");
      }
      byte[] data = readFully((int) padded);
      left -= 8 + padded;
      if (!WEBP_DROPPED.contains(type)) {
        if (type.equals("VP8X") && data.length > 0) {
          // It says that there are EXIF and XMP.
          data[0] &= ~0x0C;
        }
        kept.write(head);
        kept.write(data);
      }
    }
    out.write(header, 0, 4);
    writeLittleEndian(kept.size() + 4);
    out.write(header, 8, 4);
    kept.writeTo(out);
  }

  private static long littleEndian(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL)
        | (bytes[at + 1] & 0xFFL) << 8
        | (bytes[at + 2] & 0xFFL) << 16
        | (bytes[at + 3] & 0xFFL) << 24;
  }

  private void writeLittleEndian(int value) throws IOException {
    out.writeInt(Integer.reverseBytes(value));
  }

  // Bytes

  private static int bounded(int length) throws IOException {
    if (length < 0 || length > MAX_CHUNK) {
      throw new IOException("A chunk of " + Integer.toUnsignedString(length) + " bytes");
    }
    return length;
  }

  private byte[] readFully(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private void copy(long length) throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private void skip(long length) throws IOException {
    in.skipNBytes(length);
  }
}
