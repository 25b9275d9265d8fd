package parlor.gateway.lan;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code (ISO/IEC 18004) as lines of text: two rows of it in one line, by half blocks. */
final class QrCode {
  /** Four modules is what the standard asks for; two are enough on a screen. */
  private static final int MARGIN = 2;

  /** The light modules are drawn, for most terminals are dark; colours make it sure. */
  private static final String LIGHT_ON_DARK = "\u001b[97;40m";

  private static final String AS_BEFORE = "\u001b[0m";

  private final BitMatrix dark;

  private QrCode(BitMatrix dark) {
    this.dark = dark;
  }

  /** Of a text, such as an address. */
  static QrCode of(String text) {
    try {
      return new QrCode(
          new QRCodeWriter()
              .encode(
                  text,
                  BarcodeFormat.QR_CODE,
                  1,
                  1,
                  Map.of(
                      EncodeHintType.MARGIN,
                      MARGIN,
                      EncodeHintType.ERROR_CORRECTION,
                      ErrorCorrectionLevel.L)));
    } catch (WriterException e) {
      throw new IllegalArgumentException("Too long for a QR code: " + text, e);
    }
  }

  /**
   * The lines, each ended.
   *
   * @param before what each begins with
   * @param colours whether the terminal knows ECMA-48's colours
   */
  String lines(String before, boolean colours) {
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < dark.getHeight(); y += 2) {
      lines.append(before).append(colours ? LIGHT_ON_DARK : "");
      for (int x = 0; x < dark.getWidth(); x++) {
        lines.append(half(isLight(x, y), isLight(x, y + 1)));
      }
      lines.append(colours ? AS_BEFORE : "").append('\n');
    }
    return lines.toString();
  }

  private boolean isLight(int x, int y) {
    return y < dark.getHeight() && !dark.get(x, y);
  }

  private static char half(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
