package parlor.client.model;

/** Shows web pages to the person. */
@FunctionalInterface
public interface Browser {

  /**
   * Opens a page; does not block.
   *
   * @param otherwise called on the model's thread if there is no browser
   */
  void open(String target, Runnable otherwise);
}
