package parlor.gateway.lan;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parlor.gateway.tls.ServerIdentity;

/** What the operator reads when the doors are open, before the ready line. */
public final class StartScreen {
  private static final int INDENT = 2;

  private final PrintStream out;
  private final boolean shown;
  private final boolean terminal;

  /** Prints there, if the setting and what {@code out} is say so; the key is always printed. */
  public StartScreen(PrintStream out, LanSettings.Screen when) {
    this.out = out;
    this.terminal = isTerminal();
    this.shown = when == LanSettings.Screen.ON || (when == LanSettings.Screen.AUTO && terminal);
  }

  /**
   * Prints.
   *
   * @param identity null if both doors speak in clear
   * @param vouched whether an authority that browsers know has signed
   */
  public void print(Found found, @Nullable ServerIdentity identity, boolean vouched) {
    if (shown) {
      printAddresses(found);
    }
    if (identity != null) {
      if (shown && found.webTls() && !vouched) {
        printWarning();
      }
      printKey(identity);
    }
  }

  private void printAddresses(Found found) {
    List<String> web = found.webAddresses();
    out.println();
    if (web.isEmpty()) {
      out.println("Parlor is open, for this computer alone (parlor.http.interface says so):");
      out.println(indented(found.webHere()));
    } else {
      out.println("Parlor is open. In a browser, on any computer or phone in your network:");
      web.forEach(address -> out.println(indented(address)));
      out.println("On this computer itself: " + found.webHere());
    }
    if (!found.chatAddresses().isEmpty()) {
      out.println("In the desktop client:");
      found
          .chatAddresses()
          .forEach(address -> out.println(indented((found.chatTls() ? "" : "tcp://") + address)));
    }
    out.println();
    if (!web.isEmpty() && canDraw()) {
      out.print(QrCode.of(web.getFirst()).lines(" ".repeat(INDENT), terminal));
      out.println();
    }
  }

  /** What a person meets at the first visit, and how not to be fooled. */
  private void printWarning() {
    out.print(
        """
        A browser warns once that the connection is not private, for nobody but this server vouches
        for its key. Open the certificate from the warning and compare its SHA-256 with the last line
        below: if they are the same, go on (Advanced, then Proceed or Accept); if not, stop. The desktop
        client asks once too, and shows the five words. docs/operations.md tells how to be rid of it.

        """);
  }

  private void printKey(ServerIdentity identity) {
    out.printf(
        """
        The key of this server, for people to compare when their client asks:
          in five words     %s
          SHA-256           %s
          its certificate   %s (as browsers show it)
        """,
        identity.fingerprint().words(),
        identity.fingerprint().pairs(),
        identity.certificateFingerprint());
  }

  private static String indented(String line) {
    return " ".repeat(INDENT) + line;
  }

  private boolean canDraw() {
    return out.charset().newEncoder().canEncode("█▀▄");
  }

  /** Before Java 22 a console is there only with a terminal; since then it says which it is. */
  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(StartScreen::isTerminal).isPresent();
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
