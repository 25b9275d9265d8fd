package parlor.client.view;

import java.awt.Graphics2D;
import org.jspecify.annotations.Nullable;
import parlor.protocol.Attachment;

/** One item of a transcript, laid out for a width. */
interface Row {

  /** In pixels, the space around it included. */
  int height();

  /** Paints with the row's top left corner at the origin. */
  void paint(Graphics2D graphics);

  /** The file at that place within the row, or null. */
  default @Nullable Attachment attachmentAt(int x, int y) {
    return null;
  }

  /** Where the link at that place within the row leads, or null. */
  default @Nullable String linkAt(int x, int y) {
    return null;
  }

  /** What a person hears or copies. */
  String spoken();
}
