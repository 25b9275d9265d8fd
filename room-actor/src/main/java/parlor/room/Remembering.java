package parlor.room;

import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeping whose room it is. The room goes on if that fails, but its person will miss it. */
final class Remembering {
  private static final Logger LOG = LoggerFactory.getLogger(Remembering.class);

  private Remembering() {}

  static void logged(CompletionStage<Void> change, String room) {
    change.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            LOG.error("Whose room {} is could not be stored", room, failure);
          }
        });
  }
}
