package parlor.protocol;

/** Cuts a stream of bytes into lines; an {@code \r} before the end and empty lines are dropped. */
@SuppressWarnings("DoNotCallSuggester")
public final class LineSplitter {

  /** Takes one line; the bytes may be read until it returns. */
  @FunctionalInterface
  public interface Lines {
    void line(byte[] bytes, int offset, int length);
  }

  /**
   * A splitter for one stream.
   *
   * @param maxBytes longest line, without its end
   */
  public LineSplitter(int maxBytes) {
    throw new UnsupportedOperationException("" + maxBytes);
  }
}
