package parlor.gateway.lan;

import java.util.List;

/**
 * How this gateway lets itself be found.
 *
 * @param name what people read where several servers are listed; "" is the computer's name
 * @param addresses to hand out, in this order; empty for those that the computer has
 * @param web where browsers come, if something stands in front of the gateway; "" if nothing does
 * @param announces whether the gateway tells the network by multicast DNS
 * @param screen when addresses and the rest are printed at start
 */
public record LanSettings(
    String name, List<String> addresses, String web, boolean announces, Screen screen) {

  /** When the start screen is printed. */
  public enum Screen {
    /** If somebody is there to read it: standard output is a terminal. */
    AUTO,
    ON,
    OFF
  }
}
