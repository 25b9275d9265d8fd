package parlor.deploy;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Draws an SVG as the icons that desktops want: PNG files of several sizes for Linux, an {@code
 * .ico} for Windows, an {@code .icns} for macOS. The latter two hold the same PNG files.
 */
public final class Icons {
  private static final int[] LINUX = {16, 32, 48, 64, 128, 256, 512};
  private static final int[] WINDOWS = {16, 24, 32, 48, 64, 128, 256};

  /** Apple's types of elements that are PNG files, by their sizes. */
  private static final Map<String, Integer> APPLE = new LinkedHashMap<>();

  static {
    APPLE.put("icp4", 16);
    APPLE.put("icp5", 32);
    APPLE.put("ic12", 64);
    APPLE.put("ic07", 128);
    APPLE.put("ic08", 256);
    APPLE.put("ic09", 512);
    APPLE.put("ic10", 1024);
  }

  private static final int ICO_HEADER = 6;
  private static final int ICO_ENTRY = 16;
  private static final int ICNS_HEADER = 8;

  private final SVGDocument drawing;

  private Icons(SVGDocument drawing) {
    this.drawing = drawing;
  }

  /** Arguments: the SVG file, and the folder to write to. */
  public static void main(String[] args) throws IOException {
    Path svg = Path.of(args[0]);
    SVGDocument drawing = new SVGLoader().load(svg.toUri().toURL());
    if (drawing == null) {
      throw new IOException("There is no drawing in " + svg);
    }
    new Icons(drawing).write(Path.of(args[1]));
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int size : LINUX) {
      Files.write(folder.resolve("parlor-" + size + ".png"), png(size));
    }
    Files.write(folder.resolve("parlor.ico"), ico());
    Files.write(folder.resolve("parlor.icns"), icns());
  }

  private byte[] png(int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    drawing.render(null, graphics, new ViewBox(size, size));
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  /** A directory of images, then the images; 256 is written 0. */
  private byte[] ico() throws IOException {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    int begin = ICO_HEADER + WINDOWS.length * ICO_ENTRY;
    ByteBuffer directory = ByteBuffer.allocate(begin).order(ByteOrder.LITTLE_ENDIAN);
    directory.putShort((short) 0).putShort((short) 1).putShort((short) WINDOWS.length);
    for (int size : WINDOWS) {
      byte[] png = png(size);
      directory.put((byte) size).put((byte) size).put((byte) 0).put((byte) 0);
      directory.putShort((short) 1).putShort((short) 32);
      directory.putInt(png.length).putInt(begin + images.size());
      images.writeBytes(png);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(directory.array());
    images.writeTo(file);
    return file.toByteArray();
  }

  /** Elements one after the other, each with its type and its length. */
  private byte[] icns() throws IOException {
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(elements);
    for (Map.Entry<String, Integer> element : APPLE.entrySet()) {
      byte[] png = png(element.getValue());
      out.write(element.getKey().getBytes(StandardCharsets.US_ASCII));
      out.writeInt(ICNS_HEADER + png.length);
      out.write(png);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(file);
    head.write("icns".getBytes(StandardCharsets.US_ASCII));
    head.writeInt(ICNS_HEADER + elements.size());
    elements.writeTo(file);
    return file.toByteArray();
  }
}
