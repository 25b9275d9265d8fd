package parlor.protocol;

/** A stream whose next line is longer than allowed; where the one after begins is not known. */
public final class LineTooLong extends Exception {
  LineTooLong(int maxBytes) {
    super("A line is longer than " + maxBytes + " bytes.", null, false, false);
  }
}
