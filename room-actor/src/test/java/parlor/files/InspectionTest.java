package parlor.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
  @TempDir Path folder;

  private final Inspection inspection = new Inspection(1_000_000);

  @ParameterizedTest
  @CsvSource({"png,PNG", "jpeg,JPEG", "gif,GIF"})
  void imagesAreKnownByTheirContentAndGetAThumbnail(String format, MediaType type)
      throws Exception {
    Path file = file(TestImages.encoded(format, 640, 400));
    Inspection.Result found = inspection.inspect(file);

    assertThat(found.type()).isEqualTo(type);
    assertThat(found.width()).isEqualTo(640);
    assertThat(found.height()).isEqualTo(400);
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(found.thumbnail()));
    assertThat(small.getWidth()).isEqualTo(320);
    assertThat(small.getHeight()).isEqualTo(200);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(640);
  }

  @Test
  void aWebPIsKnownAndKept() throws Exception {
    Path file = file(TestImages.webp());
    Inspection.Result found = inspection.inspect(file);

    assertThat(found.type()).isEqualTo(MediaType.WEBP);
    assertThat(found.width()).isEqualTo(1);
    assertThat(Files.readAllBytes(file)).isEqualTo(TestImages.webp());
  }

  @Test
  void aSmallImageIsNotBlownUp() throws Exception {
    Inspection.Result found = inspection.inspect(file(TestImages.encoded("png", 3, 2)));

    assertThat(ImageIO.read(new ByteArrayInputStream(found.thumbnail())).getWidth()).isEqualTo(3);
  }

  /** Where the mark of the left upper corner has to be, by Exif's definition of each value. */
  @ParameterizedTest
  @CsvSource({
    "1, 80, 40, left, top", "2, 80, 40, right, top", "3, 80, 40, right, bottom",
    "4, 80, 40, left, bottom", "5, 40, 80, left, top", "6, 40, 80, right, top",
    "7, 40, 80, right, bottom", "8, 40, 80, left, bottom"
  })
  void picturesAreTurnedUprightAndForgetWhereTheyWereTaken(
      int orientation, int width, int height, String side, String edge) throws Exception {
    Path file = file(TestImages.jpegTurned(orientation, 80, 40));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("GPS 31.2304");
    Inspection.Result found = inspection.inspect(file);

    assertThat(found.width()).isEqualTo(width);
    assertThat(found.height()).isEqualTo(height);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
    for (BufferedImage image :
        new BufferedImage[] {
          ImageIO.read(file.toFile()), ImageIO.read(new ByteArrayInputStream(found.thumbnail()))
        }) {
      assertThat(image.getWidth()).isEqualTo(width);
      int x = side.equals("left") ? width / 4 : 3 * width / 4;
      int y = edge.equals("top") ? height / 4 : 3 * height / 4;
      Color mark = new Color(image.getRGB(x, y));
      assertThat(mark.getGreen()).as("the mark is red").isLessThan(100);
      Color opposite = new Color(image.getRGB(width - 1 - x, height - 1 - y));
      assertThat(opposite.getGreen()).as("the rest is white").isGreaterThan(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 16, 8", "3, 16, 8", "6, 8, 16"})
  void aWebPAndAPngAreTurnedToo(int orientation, int width, int height) throws Exception {
    for (byte[] image :
        List.of(TestImages.webpTurned(orientation), TestImages.pngTurned(orientation, 16, 8))) {
      Path file = file(image);
      Inspection.Result found = inspection.inspect(file);

      assertThat(found.width()).isEqualTo(width);
      assertThat(found.height()).isEqualTo(height);
      assertThat(found.thumbnail()).isNotNull();
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("GPS");
      BufferedImage shown = ImageIO.read(file.toFile());
      assertThat(shown.getWidth()).isEqualTo(width);
      boolean right = orientation != 1;
      boolean bottom = orientation == 3;
      Color mark =
          new Color(
              shown.getRGB(
                  right ? 3 * width / 4 : width / 4, bottom ? 3 * height / 4 : height / 4));
      assertThat(mark.getGreen()).as("the mark is red").isLessThan(100);
    }
  }

  @Test
  void whatCannotBeDecodedForgetsWhereItWasTakenToo() throws Exception {
    Path file = file(TestImages.jpegOfTwelveBits());
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("GPS");

    assertThat(inspection.inspect(file).type()).isEqualTo(MediaType.OTHER);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
    assertThat(Files.size(file)).isGreaterThan(100);
  }

  /** Whether it can be decoded depends on the version of Java. */
  @Test
  void aPictureForPrintForgetsWhereItWasTakenToo() throws Exception {
    Path file = file(TestImages.jpegForPrint());
    inspection.inspect(file);

    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
    assertThat(Files.size(file)).isGreaterThan(100);
  }

  @Test
  void aJpegThatIsCutOffForgetsWhereItWasTakenToo() throws Exception {
    byte[] whole = TestImages.jpegTurned(1, 80, 40);
    Path file = file(Arrays.copyOf(whole, whole.length - 20));
    inspection.inspect(file);

    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif");
  }

  @Test
  void anUprightJpegIsNotCompressedAgain() throws Exception {
    byte[] plain = TestImages.encoded("jpeg", 80, 40);
    Path file = file(TestImages.jpegTurned(1, 80, 40));
    inspection.inspect(file);

    assertThat(Files.readAllBytes(file)).isEqualTo(plain);
  }

  static Stream<byte[]> bombs() {
    return Stream.of(
        TestImages.pngBomb(50_000, 50_000),
        TestImages.pngBomb(Integer.MAX_VALUE, 1),
        TestImages.gifBomb(),
        TestImages.webpBomb());
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void whatClaimsTooManyPixelsIsRefusedUndecoded(byte[] bomb) throws IOException {
    Path file = file(bomb);

    assertThatThrownBy(() -> inspection.inspect(file)).isInstanceOf(FileInvalid.class);
  }

  @Test
  void whatOnlyPretendsToBeAnImageIsAFileLikeAnyOther() throws Exception {
    byte[] lie = TestImages.joined(Arrays.copyOf(TestImages.encoded("png", 9, 9), 8), new byte[99]);

    assertThat(inspection.inspect(file(lie)).type()).isEqualTo(MediaType.OTHER);
    assertThat(inspection.inspect(file("GIF89a<script>".getBytes(StandardCharsets.UTF_8))).type())
        .isEqualTo(MediaType.OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void whatIsHiddenBehindTheEndOfAnImageIsGone(String format) throws Exception {
    byte[] image = TestImages.encoded(format, 20, 10);
    byte[] hidden = "PK\3\4<script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1);
    Path file = file(TestImages.joined(image, hidden));
    Inspection.Result found = inspection.inspect(file);

    assertThat(found.width()).isEqualTo(20);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("script");
    assertThat(ImageIO.read(file.toFile()).getHeight()).isEqualTo(10);
  }

  @Test
  void whatIsHiddenBehindTheEndOfAWebPIsGone() throws Exception {
    byte[] hidden = "PK\3\4<script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1);
    Path file = file(TestImages.joined(TestImages.webpTurned(1), hidden));
    Inspection.Result found = inspection.inspect(file);

    assertThat(found.type()).isEqualTo(MediaType.WEBP);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("script", "GPS");
    assertThat(ImageIO.read(file.toFile()).getHeight()).isEqualTo(8);
  }

  @Test
  void textsInAPngAreGone() throws Exception {
    byte[] image = TestImages.encoded("png", 20, 10);
    byte[] note = TestImages.chunk("tEXt", "Author\0me".getBytes(StandardCharsets.US_ASCII));
    Path file =
        file(
            TestImages.joined(
                Arrays.copyOf(image, 33), note, Arrays.copyOfRange(image, 33, image.length)));
    inspection.inspect(file);

    assertThat(Files.readAllBytes(file)).isEqualTo(image);
  }

  @Test
  void otherFilesAreKnownAsFarAsTheyCanBe() throws Exception {
    assertThat(type("%PDF-1.7 ...")).isEqualTo(MediaType.PDF);
    assertThat(type("<html><script>")).isEqualTo(MediaType.TEXT);
    assertThat(type("你好，世界")).isEqualTo(MediaType.TEXT);
    assertThat(type("a\0b")).isEqualTo(MediaType.OTHER);
    assertThat(type("")).isEqualTo(MediaType.TEXT);
    assertThat(inspection.inspect(file(new byte[] {(byte) 0xC3, (byte) 0x28})).type())
        .isEqualTo(MediaType.OTHER);
    assertThat(type("é".repeat(5_000))).isEqualTo(MediaType.TEXT);
  }

  private MediaType type(String content) throws Exception {
    return inspection.inspect(file(content.getBytes(StandardCharsets.UTF_8))).type();
  }

  /** Whatever is broken in an image: it is refused or kept as a file, and nothing else happens. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void brokenImagesDoNoHarm(String format) throws Exception {
    byte[] image = TestImages.jpegTurned(6, 60, 40);
    if (!format.equals("jpeg")) {
      image = TestImages.encoded(format, 60, 40);
    }
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      byte[] broken = Arrays.copyOf(image, 1 + random.nextInt(image.length));
      for (int i = random.nextInt(6); i > 0; i--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(inspection.inspect(file(broken)).type()).as("seed %d", seed).isNotNull();
      } catch (FileInvalid tooManyPixels) {
        assertThat(tooManyPixels).hasMessageContaining("pixels");
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("cat.jpg", "cat.jpg"),
        Arguments.of("猫 1.png", "猫 1.png"),
        Arguments.of("../../etc/passwd", "passwd"),
        Arguments.of("C:\\temp\\x.exe", "x.exe"),
        Arguments.of("..", "file"),
        Arguments.of(".bashrc", "bashrc"),
        Arguments.of("a\u202Egpj.exe", "agpj.exe"),
        Arguments.of("a\r\nSet-Cookie: x", "aSet-Cookie x"),
        Arguments.of("\"q\".txt", "q.txt"),
        Arguments.of("/", "file"),
        Arguments.of("", "file"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesAreMadeHarmless(String claimed, String name) {
    assertThat(FileName.of(claimed)).isEqualTo(name);
  }

  @Test
  void longNamesAreCutBetweenCharacters() {
    assertThat(FileName.of("😀".repeat(300)).codePointCount(0, 510)).isEqualTo(255);
  }

  private Path file(byte[] content) throws IOException {
    Path file = folder.resolve("upload");
    Files.write(file, content);
    return file;
  }
}
