package parlor.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Images made for tests: honest ones, and ones that lie. */
public final class TestImages {
  private TestImages() {}

  /** Red in the left upper quarter, else white. */
  static BufferedImage marked(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height / 2);
    graphics.dispose();
    return image;
  }

  public static byte[] encoded(String format, int width, int height) {
    try {
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(marked(width, height), format, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JPEG whose EXIF has an orientation and, as a maker's note, a secret. */
  static byte[] jpegTurned(int orientation, int width, int height) {
    return withExif(encoded("jpeg", width, height), orientation);
  }

  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] exif = joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(orientation));
    byte[] head =
        ByteBuffer.allocate(4)
            .put((byte) 0xFF)
            .put((byte) 0xE1)
            .putShort((short) (exif.length + 2))
            .array();
    return joined(Arrays.copyOf(jpeg, 2), head, exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /** A JPEG that claims more bits than are decoded here, with EXIF. */
  static byte[] jpegOfTwelveBits() {
    byte[] jpeg = jpegTurned(1, 80, 40);
    for (int i = 0; i < jpeg.length - 4; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        jpeg[i + 4] = 12;
        return jpeg;
      }
    }
    throw new IllegalStateException("No frame");
  }

  /** A JPEG of four colours, as printers want it, with EXIF. */
  static byte[] jpegForPrint() {
    try {
      var bytes = new ByteArrayOutputStream();
      ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
      try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
        writer.setOutput(out);
        writer.write(
            new IIOImage(
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null), null, null));
      } finally {
        writer.dispose();
      }
      byte[] jpeg = bytes.toByteArray();
      byte[] adobe =
          joined(
              new byte[] {(byte) 0xFF, (byte) 0xEE, 0, 14},
              "Adobe".getBytes(StandardCharsets.US_ASCII),
              new byte[] {0, 100, 0, 0, 0, 0, 0});
      return withExif(
          joined(Arrays.copyOf(jpeg, 2), adobe, Arrays.copyOfRange(jpeg, 2, jpeg.length)), 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] pngTurned(int orientation, int width, int height) {
    byte[] png = encoded("png", width, height);
    return joined(
        Arrays.copyOf(png, 33),
        chunk("eXIf", exif(orientation)),
        Arrays.copyOfRange(png, 33, png.length));
  }

  /** 16 x 8 as it is stored. */
  static byte[] webpTurned(int orientation) {
    byte[] pixels =
        Base64.getDecoder().decode("VlA4TB4AAAAvD8ABAA8w//M///MfWlCQtgEz/6a7JyKi/yEeAAA=");
    byte[] all =
        joined(
            "WEBP".getBytes(StandardCharsets.US_ASCII),
            webpChunk("VP8X", new byte[] {8, 0, 0, 0, 15, 0, 0, 7, 0, 0}),
            pixels,
            webpChunk("EXIF", exif(orientation)));
    return webpChunk("RIFF", all);
  }

  private static byte[] webpChunk(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + (data.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  private static byte[] exif(int orientation) {
    byte[] secret = "GPS 31.2304 N 121.4737 E".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer exif = ByteBuffer.allocate(8 + 2 + 24 + 4 + secret.length);
    exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 2);
    exif.putShort((short) 0x010F).putShort((short) 2).putInt(secret.length).putInt(8 + 2 + 24 + 4);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    exif.putInt(0).put(secret);
    return exif.array();
  }

  /** A PNG that claims to be that large and has next to nothing in it. */
  public static byte[] pngBomb(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    return joined(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
        chunk("IHDR", header.array()),
        chunk("IDAT", new byte[] {0x78, (byte) 0x9C, 3, 0, 0, 0, 0, 1}),
        chunk("IEND", new byte[0]));
  }

  static byte[] gifBomb() {
    return joined(
        "GIF89a".getBytes(StandardCharsets.US_ASCII),
        new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0},
        new byte[] {0x2C, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0},
        new byte[] {2, 2, 0x4C, 1, 0, 0x3B});
  }

  /** A lossless WebP of one pixel. */
  static byte[] webp() {
    return Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
  }

  /** The same, but it claims 16384 x 16384. */
  static byte[] webpBomb() {
    byte[] webp = webp();
    Arrays.fill(webp, 21, 24, (byte) 0xFF);
    webp[24] = 0x1F;
    return webp;
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  public static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
