package parlor.files;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** An image file that was opened but not decoded: its size is known from its header. */
final class Picture implements AutoCloseable {
  private static final float JPEG_QUALITY = 0.92f;

  private final ImageInputStream stream;
  private final ImageReader reader;
  private final int width;
  private final int height;

  private Picture(ImageInputStream stream, ImageReader reader) throws IOException {
    this.stream = stream;
    this.reader = reader;
    this.width = reader.getWidth(0);
    this.height = reader.getHeight(0);
  }

  /**
   * Reads the header.
   *
   * @throws IOException if it cannot be understood
   */
  static Picture open(MediaType type, Path file) throws IOException {
    var readers = ImageIO.getImageReadersByMIMEType(type.wire());
    ImageInputStream stream = ImageIO.createImageInputStream(file.toFile());
    if (stream == null || !readers.hasNext()) {
      throw new IOException("No reader for " + type.wire());
    }
    ImageReader reader = readers.next();
    reader.setInput(stream, true, true);
    try {
      return new Picture(stream, reader);
    } catch (IOException | RuntimeException e) {
      // Readers are not consistent in how they complain about nonsense.
      reader.dispose();
      stream.close();
      throw new IOException("The header cannot be read: " + e.getMessage(), e);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  long pixels() {
    return (long) width * height;
  }

  /**
   * Decodes it, with every second, third... pixel left out so that no more than that many are left.
   *
   * @throws IOException if it cannot be decoded
   */
  BufferedImage decode(long maxPixels) throws IOException {
    int step = 1;
    while (pixels() / ((long) step * step) > maxPixels) {
      step++;
    }
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, 0, 0);
    try {
      return reader.read(0, param);
    } catch (RuntimeException e) {
      throw new IOException("The image cannot be decoded: " + e.getMessage(), e);
    }
  }

  /** Scales down so that it fits into a square; never up. */
  static BufferedImage fit(BufferedImage image, int side) {
    double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    boolean alpha = image.getColorModel().hasAlpha();
    BufferedImage fitted =
        new BufferedImage(
            width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = fitted.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return fitted;
  }

  /** PNG where something shines through, else JPEG. */
  static byte[] encodeSmall(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    if (image.getColorModel().hasAlpha()) {
      writePng(image, bytes);
    } else {
      writeJpeg(image, bytes);
    }
    return bytes.toByteArray();
  }

  static void writePng(BufferedImage image, OutputStream to) throws IOException {
    ImageIO.write(image, "png", to);
  }

  static void writeJpeg(BufferedImage image, OutputStream to) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(to)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    stream.close();
  }
}
