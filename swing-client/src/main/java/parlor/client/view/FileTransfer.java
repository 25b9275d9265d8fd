package parlor.client.view;

import java.awt.Image;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/** Takes images and files that are pasted or dropped; leaves everything else to the component. */
final class FileTransfer extends TransferHandler {
  private static final long serialVersionUID = 1L;
  private static final String PASTED = "image.png";

  private final @Nullable TransferHandler otherwise;
  private final transient AttachmentBar bar;

  /**
   * A handler.
   *
   * @param otherwise the component's own, for text
   * @param bar takes the files
   */
  FileTransfer(@Nullable TransferHandler otherwise, AttachmentBar bar) {
    this.otherwise = otherwise;
    this.bar = bar;
  }

  @Override
  public boolean canImport(TransferSupport support) {
    return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
        || support.isDataFlavorSupported(DataFlavor.imageFlavor)
        || (otherwise != null && otherwise.canImport(support));
  }

  @Override
  public boolean importData(TransferSupport support) {
    Transferable data = support.getTransferable();
    try {
      if (support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
        for (Object file : (List<?>) data.getTransferData(DataFlavor.javaFileListFlavor)) {
          bar.add((File) file);
        }
        return true;
      }
      if (support.isDataFlavorSupported(DataFlavor.imageFlavor)) {
        encode((Image) data.getTransferData(DataFlavor.imageFlavor));
        return true;
      }
    } catch (IOException | UnsupportedFlavorException e) {
      // What was offered is gone: as if nothing had been pasted.
      return false;
    }
    return otherwise != null && otherwise.importData(support);
  }

  private void encode(Image image) {
    BufferedImage picture =
        new BufferedImage(
            Math.max(1, image.getWidth(null)),
            Math.max(1, image.getHeight(null)),
            BufferedImage.TYPE_INT_ARGB);
    picture.createGraphics().drawImage(image, 0, 0, null);
    Thread.ofVirtual()
        .start(
            () -> {
              var bytes = new ByteArrayOutputStream();
              try {
                ImageIO.write(picture, "png", bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              SwingUtilities.invokeLater(() -> bar.add(PASTED, bytes.toByteArray()));
            });
  }

  // What the component gives out is its own affair.

  @Override
  public int getSourceActions(JComponent component) {
    return otherwise == null ? NONE : otherwise.getSourceActions(component);
  }

  @Override
  public void exportToClipboard(JComponent component, Clipboard clipboard, int action) {
    if (otherwise != null) {
      otherwise.exportToClipboard(component, clipboard, action);
    }
  }
}
