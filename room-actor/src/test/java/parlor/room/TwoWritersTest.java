package parlor.room;

import parlor.history.InMemoryMessageLog;
import parlor.history.MessageLog;

class TwoWritersTest extends TwoWritersContract {
  @Override
  protected MessageLog log() {
    return new InMemoryMessageLog(1_000);
  }
}
