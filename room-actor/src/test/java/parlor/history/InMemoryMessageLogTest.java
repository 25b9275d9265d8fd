package parlor.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InMemoryMessageLogTest extends MessageLogContract {

  @Override
  protected MessageLog emptyLog() {
    return new InMemoryMessageLog(100);
  }

  @Test
  void theOldestEntriesAreForgottenAndTheLogSaysSo() {
    MessageLog log = new InMemoryMessageLog(10);
    long term = done(log.open("lobby")).term();
    done(log.append("lobby", term, entries(1, 15)));
    done(log.append("lobby", term, entries(16, 25)));

    assertThat(done(log.newest("lobby", 100))).hasSize(10);
    assertThat(done(log.open("lobby")).firstSeq()).isEqualTo(16);
    assertThat(done(log.open("lobby")).seq()).isEqualTo(25);
  }
}
