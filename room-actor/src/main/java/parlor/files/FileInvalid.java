package parlor.files;

/** A file that is not taken; the message is for a developer. */
public final class FileInvalid extends Exception {
  private static final long serialVersionUID = 1L;

  FileInvalid(String message) {
    super(message, null, false, false);
  }
}
