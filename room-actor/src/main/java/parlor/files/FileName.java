package parlor.files;

/** A file's name, fit to be shown and to be saved under on any system. */
public final class FileName {
  private static final int MAX_CODE_POINTS = 255;

  private FileName() {}

  /**
   * What is left of a name without folders, controls and characters that turn the direction of text
   * or that a file system forbids; {@code file} if that is nothing.
   */
  public static String of(String claimed) {
    String last =
        claimed.substring(Math.max(claimed.lastIndexOf('/'), claimed.lastIndexOf('\\')) + 1);
    StringBuilder name = new StringBuilder();
    last.codePoints()
        .filter(FileName::isHarmless)
        .limit(MAX_CODE_POINTS)
        .forEach(name::appendCodePoint);
    String plain = name.toString().strip();
    while (plain.startsWith(".")) {
      plain = plain.substring(1);
    }
    return plain.isEmpty() ? "file" : plain;
  }

  private static boolean isHarmless(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && ":*?\"<>|".indexOf(codePoint) < 0;
  }
}
