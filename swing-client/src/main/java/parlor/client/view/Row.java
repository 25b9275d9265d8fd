package parlor.client.view;

import java.awt.Graphics2D;

/** One item of a transcript, laid out for a width. */
interface Row {

  /** In pixels, the space around it included. */
  int height();

  /** Paints with the row's top left corner at the origin. */
  void paint(Graphics2D graphics);

  /** What a person hears or copies. */
  String spoken();
}
