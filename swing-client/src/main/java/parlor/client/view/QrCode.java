package parlor.client.view;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.util.Map;
import javax.swing.JPanel;

/** A text as a QR code (ISO/IEC 18004): dark on light in any theme, for that is what is read. */
final class QrCode extends JPanel {
  private static final long serialVersionUID = 1L;

  /** The light edge that the standard asks for, in modules. */
  private static final int EDGE = 4;

  private static final int SIZE = 232;

  private final transient BitMatrix modules;

  QrCode(String text) {
    try {
      Map<EncodeHintType, Object> hints =
          Map.of(EncodeHintType.MARGIN, EDGE, EncodeHintType.CHARACTER_SET, "UTF-8");
      this.modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
    } catch (WriterException e) {
      throw new IllegalArgumentException("No address is that long", e);
    }
    setOpaque(false);
    setPreferredSize(new Dimension(SIZE, SIZE));
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    // Whole pixels for each module: half ones are grey, and cameras guess.
    int module = Math.max(1, Math.min(getWidth(), getHeight()) / modules.getWidth());
    int side = module * modules.getWidth();
    int left = (getWidth() - side) / 2;
    int top = (getHeight() - side) / 2;
    graphics.setColor(Color.WHITE);
    graphics.fillRect(left, top, side, side);
    graphics.setColor(Color.BLACK);
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        if (modules.get(x, y)) {
          graphics.fillRect(left + x * module, top + y * module, module, module);
        }
      }
    }
  }
}
