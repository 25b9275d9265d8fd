package parlor.client.view;

import java.util.Locale;

/** Sizes of files as people read them. */
final class Sizes {
  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;

  private Sizes() {}

  static String words(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    return bytes < MIB
        ? (bytes + KIB / 2) / KIB + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) MIB);
  }
}
