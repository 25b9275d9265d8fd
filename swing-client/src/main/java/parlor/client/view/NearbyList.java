package parlor.client.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListCellRenderer;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;
import parlor.client.model.NearbyServer;
import parlor.client.model.Network;

/** The servers that have made themselves known on the network; not there while there is none. */
final class NearbyList extends JPanel {
  private static final long serialVersionUID = 1L;
  private static final int MAX_ROWS = 3;

  private final transient Network network;
  private final DefaultListModel<NearbyServer> servers = new DefaultListModel<>();
  private final JList<NearbyServer> list = new JList<>(servers);
  private transient Network.@Nullable Search search;

  /**
   * Looks while it is on the screen.
   *
   * @param onChosen told of the server that the person takes
   */
  NearbyList(Network network, Texts texts, Consumer<NearbyServer> onChosen) {
    super(new BorderLayout(0, 4));
    this.network = network;
    JLabel title = new JLabel(texts.get("login.nearby"));
    title.setLabelFor(list);
    Ui.named(list, "nearby", texts.get("login.nearby"));
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new ServerRenderer());
    list.addListSelectionListener(
        event -> {
          NearbyServer chosen = list.getSelectedValue();
          if (chosen != null && !event.getValueIsAdjusting()) {
            onChosen.accept(chosen);
          }
        });
    JScrollPane scroll = new JScrollPane(list);
    scroll.setBorder(BorderFactory.createLineBorder(Ui.color("line")));
    add(title, BorderLayout.NORTH);
    add(scroll, BorderLayout.CENTER);
    setVisible(false);
  }

  @Override
  public void addNotify() {
    super.addNotify();
    search = network.look(this::show);
  }

  @Override
  public void removeNotify() {
    if (search != null) {
      search.stop();
    }
    super.removeNotify();
  }

  private void show(List<NearbyServer> found) {
    NearbyServer chosen = list.getSelectedValue();
    servers.clear();
    servers.addAll(found);
    list.setSelectedValue(chosen, false);
    list.setVisibleRowCount(Math.min(MAX_ROWS, found.size()));
    setVisible(!found.isEmpty());
    revalidate();
  }

  /** Its name, and its address smaller beside it. */
  private static final class ServerRenderer extends JPanel
      implements ListCellRenderer<NearbyServer> {
    private static final long serialVersionUID = 1L;

    private final JLabel name = Ui.plainLabel("");
    private final JLabel address = Ui.plainLabel("");

    ServerRenderer() {
      super(new MigLayout("insets 5 8 5 8, fillx", "[grow,fill,0:0:]8[]", "[center]"));
      address.putClientProperty("FlatLaf.styleClass", "small");
      add(name, "wmin 0");
      add(address);
    }

    @Override
    public Component getListCellRendererComponent(
        JList<? extends NearbyServer> owner,
        NearbyServer server,
        int index,
        boolean selected,
        boolean focused) {
      name.setText(Legible.text(server.name(), owner.getFont()));
      address.setText(server.address().toString());
      setBackground(selected ? owner.getSelectionBackground() : owner.getBackground());
      name.setForeground(selected ? owner.getSelectionForeground() : Ui.color("text"));
      address.setForeground(selected ? owner.getSelectionForeground() : Ui.color("muted"));
      getAccessibleContext().setAccessibleName(server.name() + ", " + server.address());
      return this;
    }
  }
}
