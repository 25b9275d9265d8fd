package parlor.files;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a picture has to be turned to stand upright: Exif 2.32, tag 0x0112, 1 to 8. */
record Orientation(int value) {
  static final Orientation UPRIGHT = new Orientation(1);

  /** As the picture says; upright if it says nothing that can be understood. */
  static Orientation of(MediaType type, Path file) throws IOException {
    return switch (type) {
      case JPEG -> ofJpeg(file);
      case PNG, WEBP -> ofExif(ExifChunk.find(type, file));
      case GIF, PDF, ZIP, TEXT, OTHER -> UPRIGHT;
    };
  }

  private static Orientation ofJpeg(Path file) throws IOException {
    try {
      return of(JpegMetadataReader.readMetadata(file.toFile()));
    } catch (ImageProcessingException e) {
      return UPRIGHT;
    }
  }

  private static Orientation ofExif(byte @Nullable [] exif) {
    if (exif == null) {
      return UPRIGHT;
    }
    Metadata metadata = new Metadata();
    new ExifReader().extract(new ByteArrayReader(exif), metadata);
    return of(metadata);
  }

  private static Orientation of(Metadata metadata) {
    ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null || value < 1 || value > 8 ? UPRIGHT : new Orientation(value);
  }

  boolean isUpright() {
    return value == 1;
  }

  /** Whether width and height change places. */
  boolean swapsSides() {
    return value >= 5;
  }

  BufferedImage apply(BufferedImage image) {
    if (isUpright()) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    AffineTransform turn =
        switch (value) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    BufferedImage turned =
        new BufferedImage(
            swapsSides() ? height : width,
            swapsSides() ? width : height,
            image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return turned;
  }
}
