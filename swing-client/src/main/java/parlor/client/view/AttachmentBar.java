package parlor.client.view;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.swing.ImageIcon;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;
import parlor.client.model.Chat;
import parlor.client.model.Disk;
import parlor.client.model.FileServer;
import parlor.client.model.ServerAddress;
import parlor.protocol.Attachment;
import parlor.protocol.ServerFrame;

/** The files that will go with the next message: seen, on their way, and removable. */
final class AttachmentBar extends JPanel {
  private static final long serialVersionUID = 1L;
  private static final int PREVIEW = 40;

  private final transient Chat chat;
  private final transient FileServer files;
  private final transient Disk disk;
  private final transient Texts texts;
  private final transient Consumer<String> hint;
  private final transient List<Chip> chips = new ArrayList<>();

  /**
   * An empty bar, which does not show.
   *
   * @param hint says what is wrong
   */
  AttachmentBar(Chat chat, Pictures pictures, Texts texts, Consumer<String> hint) {
    super(new MigLayout("insets 6 12 0 12, gap 8 4"));
    this.chat = chat;
    this.files = pictures.files();
    this.disk = pictures.disk();
    this.texts = texts;
    this.hint = hint;
    setName("attachments");
    setVisible(false);
  }

  /** Reads a file and begins to upload it. */
  void add(File file) {
    if (file.length() > chat.limits().fileBytes()) {
      refuseTooLarge(file.getName());
      return;
    }
    disk.read(
        file,
        content -> add(file.getName(), content),
        problem -> hint.accept(texts.get("files.failed", file.getName(), problem)));
  }

  private void refuseTooLarge(String name) {
    hint.accept(texts.get("files.tooLarge", name, Sizes.words(chat.limits().fileBytes())));
  }

  /** Begins to upload a file, unless there are too many or it is too large. */
  void add(String name, byte[] content) {
    ServerAddress server = chat.address();
    String session = chat.session();
    if (content.length > chat.limits().fileBytes()) {
      refuseTooLarge(name);
    } else if (chips.size() >= chat.limits().attachmentsPerMessage()) {
      hint.accept(texts.get("files.tooMany", chat.limits().attachmentsPerMessage()));
    } else if (server != null && session != null) {
      Chip chip = new Chip(name, content.length, server);
      chips.add(chip);
      add(chip);
      show(chip, content);
      chip.upload = files.upload(server, session, name, content, chip::sent, chip);
      refresh();
    }
  }

  /** Decodes beside the event thread. */
  private static void show(Chip chip, byte[] content) {
    Thread.ofVirtual()
        .start(
            () -> {
              BufferedImage image = Pictures.decoded(content);
              if (image != null) {
                double scale =
                    Math.min(1, PREVIEW / (double) Math.max(image.getWidth(), image.getHeight()));
                Image small =
                    image.getScaledInstance(
                        Math.max(1, (int) (image.getWidth() * scale)),
                        Math.max(1, (int) (image.getHeight() * scale)),
                        Image.SCALE_SMOOTH);
                SwingUtilities.invokeLater(() -> chip.name.setIcon(new ImageIcon(small)));
              }
            });
  }

  /** Whether some are still on their way. */
  boolean isBusy() {
    return chips.stream().anyMatch(chip -> chip.uploaded == null);
  }

  /** Those that have arrived. */
  List<Attachment> uploaded() {
    return chips.stream().map(chip -> chip.uploaded).filter(Objects::nonNull).toList();
  }

  /** They have been said. */
  void clear() {
    chips.clear();
    removeAll();
    refresh();
  }

  private void drop(Chip chip) {
    chips.remove(chip);
    remove(chip);
    refresh();
  }

  private void refresh() {
    setVisible(!chips.isEmpty());
    revalidate();
    repaint();
  }

  /** One file. */
  private final class Chip extends JPanel implements FileServer.Listener {
    private static final long serialVersionUID = 1L;

    private final JLabel name;
    private final JProgressBar progress;
    private final transient ServerAddress server;
    private transient FileServer.@Nullable Upload upload;
    private @Nullable Attachment uploaded;

    Chip(String fileName, int bytes, ServerAddress server) {
      super(new MigLayout("insets 4 6 4 4, gap 6 2", "[0:160:180][]", "[]2[]"));
      this.server = server;
      name = Ui.plainLabel(fileName);
      name.setIcon(Ui.icon("file", 20));
      name.setToolTipText(Sizes.words(bytes));
      progress = new JProgressBar(0, Math.max(1, bytes));
      Ui.named(progress, "uploadProgress", fileName);
      JButton cancel = new JButton("✕");
      cancel.putClientProperty("JButton.buttonType", "toolBarButton");
      Ui.named(cancel, "removeAttachment", texts.get("files.cancel", fileName));
      cancel.addActionListener(clicked -> cancel());
      putClientProperty("FlatLaf.style", "arc: 12");
      setBackground(Ui.color("otherBubble"));
      add(name, "wmin 0, growx");
      add(cancel, "spany 2, wrap");
      add(progress, "growx, h 4!");
    }

    private void cancel() {
      if (upload != null && uploaded == null) {
        upload.cancel();
      }
      drop(this);
    }

    void sent(long bytes) {
      progress.setValue((int) bytes);
    }

    @Override
    public void uploaded(Attachment file) {
      uploaded = file;
      progress.setValue(progress.getMaximum());
    }

    @Override
    public void failed(ServerFrame.@Nullable Refusal refusal) {
      drop(this);
      String why =
          refusal == null ? texts.get("files.unreachable", files.port(server)) : refusal.message();
      hint.accept(texts.get("files.failed", name.getText(), why));
    }
  }
}
