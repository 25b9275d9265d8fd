package parlor.files;

import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what an uploaded file is. Images are made upright and lose what they say of their
 * maker, also those that cannot be decoded here and are files like any other, as is what only
 * pretends to be one.
 */
public final class Inspection {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
  private static final int THUMBNAIL_SIDE = 320;

  /** So many pixels are decoded for a thumbnail at most, and for turning one upright. */
  private static final long THUMBNAIL_PIXELS = 1_000_000;

  private static final long TURNED_PIXELS = 24_000_000;

  /**
   * What was found.
   *
   * @param width in pixels, upright; null if it is no image
   * @param thumbnail null if it is no image
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(
      MediaType type,
      @Nullable Integer width,
      @Nullable Integer height,
      byte @Nullable [] thumbnail) {
    static Result file(MediaType type) {
      return new Result(type, null, null, null);
    }
  }

  private final long maxPixels;

  /**
   * An inspection.
   *
   * @param maxPixels of an image; what claims more is not even decoded
   */
  public Inspection(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  /**
   * Looks at a file and changes it in its place where that is needed.
   *
   * @throws FileInvalid if it is an image with too many pixels
   */
  public Result inspect(Path file) throws IOException, FileInvalid {
    MediaType type;
    try (InputStream in = Files.newInputStream(file)) {
      type = MediaType.of(in.readNBytes(MediaType.PREFIX_BYTES));
    }
    if (!type.isImage()) {
      return Result.file(type);
    }
    try {
      return inspectImage(type, file);
    } catch (IOException e) {
      LOG.info("A file that begins as {} is kept as a file: {}", type.wire(), e.getMessage());
      stripIfPossible(type, file);
      return Result.file(MediaType.OTHER);
    }
  }

  /** Others may be able to show what cannot be decoded here. */
  private static void stripIfPossible(MediaType type, Path file) throws IOException {
    try {
      replace(file, out -> strip(type, file, out));
    } catch (NotAsItShould e) {
      LOG.info("It is not built like one either: {}", e.getMessage());
    }
  }

  private Result inspectImage(MediaType type, Path file) throws IOException, FileInvalid {
    BufferedImage small;
    int width;
    int height;
    Orientation orientation = Orientation.of(type, file);
    try (Picture picture = Picture.open(type, file)) {
      if (picture.pixels() > maxPixels) {
        throw new FileInvalid(
            "The image has %d x %d pixels, more than %d in all"
                .formatted(picture.width(), picture.height(), maxPixels));
      }
      width = picture.width();
      height = picture.height();
      small = orientation.apply(Picture.fit(picture.decode(THUMBNAIL_PIXELS), THUMBNAIL_SIDE));
    }
    if (orientation.isUpright()) {
      try {
        replace(file, out -> strip(type, file, out));
        return new Result(type, width, height, Picture.encodeSmall(small));
      } catch (NotAsItShould e) {
        LOG.info("A broken {} is written anew: {}", type.wire(), e.getMessage());
      }
    }
    BufferedImage turned;
    try (Picture picture = Picture.open(type, file)) {
      turned = orientation.apply(picture.decode(TURNED_PIXELS));
    }
    MediaType written = type == MediaType.JPEG ? MediaType.JPEG : MediaType.PNG;
    replace(
        file,
        out -> {
          if (written == MediaType.JPEG) {
            Picture.writeJpeg(turned, out);
          } else {
            Picture.writePng(turned, out);
          }
        });
    return new Result(written, turned.getWidth(), turned.getHeight(), Picture.encodeSmall(small));
  }

  /** An image ends too early, or is not built as its format wants. */
  private static final class NotAsItShould extends IOException {
    private static final long serialVersionUID = 1L;

    NotAsItShould(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static void strip(MediaType type, Path file, OutputStream out) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      MetadataStripper.copy(type, in, out);
    } catch (IOException e) {
      throw new NotAsItShould(e);
    }
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static void replace(Path file, Writing writing) throws IOException {
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "upload", ".new");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
        writing.to(out);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
