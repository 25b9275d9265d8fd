package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconsTest {
  private static final String SVG =
      "swing-client/src/main/resources/parlor/client/icons/parlor.svg";

  @TempDir Path folder;

  @BeforeEach
  void draw() throws Exception {
    Icons.main(new String[] {Texts.ROOT.resolve(SVG).toString(), folder.toString()});
  }

  @Test
  void aDesktopOfLinuxGetsPicturesOfItsSizes() throws Exception {
    BufferedImage icon = ImageIO.read(folder.resolve("parlor-48.png").toFile());

    assertThat(icon.getWidth()).isEqualTo(48);
    assertThat(icon.getRGB(0, 0) >>> 24).as("its corner is clear").isZero();
    assertThat(icon.getRGB(24, 5)).as("its edge is green").isEqualTo(0xff2f7d6b);
  }

  @Test
  void windowsFindsAllOfThemInOneFile() throws Exception {
    ByteBuffer file =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("parlor.ico")))
            .order(ByteOrder.LITTLE_ENDIAN);

    assertThat(file.getShort(2)).isEqualTo((short) 1);
    int count = file.getShort(4);
    assertThat(count).isEqualTo(7);
    for (int i = 0; i < count; i++) {
      int entry = 6 + 16 * i;
      int size = file.get(entry) == 0 ? 256 : Byte.toUnsignedInt(file.get(entry));
      byte[] png = new byte[file.getInt(entry + 8)];
      file.get(file.getInt(entry + 12), png);
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(size);
    }
  }

  @Test
  void appleFindsAllOfThemInOneFile() throws Exception {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("parlor.icns")));
    byte[] type = new byte[4];
    file.get(type);

    assertThat(new String(type, StandardCharsets.US_ASCII)).isEqualTo("icns");
    assertThat(file.getInt()).isEqualTo(file.capacity());
    int elements = 0;
    while (file.hasRemaining()) {
      file.get(type);
      byte[] png = new byte[file.getInt() - 8];
      file.get(png);
      assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
      elements++;
    }
    assertThat(elements).isEqualTo(7);
  }
}
