package parlor.store;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import parlor.files.FileStore;
import parlor.history.MessageLog;
import parlor.history.MessageSearch;
import parlor.moderation.RulesStore;
import parlor.people.Blocks;
import parlor.people.Memberships;
import parlor.people.People;

/** An open database and everything that is kept in it. */
public final class Store implements AutoCloseable {
  private final DataDirectory directory;
  private final GroupCommit writer;
  private final Readers readers;
  private final Indexer indexer;
  private final Retention retention;
  private final MessageLog messageLog;
  private final MessageSearch messageSearch;
  private final People people;
  private final Memberships memberships;
  private final FileStore files;
  private final RulesStore rules;
  private final Blocks blocks;

  private Store(DataDirectory directory, Database database, StoreSettings settings, Clock clock) {
    this.directory = directory;
    this.writer = new GroupCommit(database, settings.overload());
    this.readers = new Readers(database, settings.readers());
    WordIndex words = database.words();
    this.indexer = new Indexer(writer, readers, words);
    this.retention = new Retention(writer, readers, words, settings.keep(), clock);
    this.messageLog = new JdbcMessageLog(writer, readers, indexer::grown);
    this.messageSearch = new JdbcMessageSearch(writer, readers, words);
    this.people = new JdbcPeople(writer);
    this.memberships = new JdbcMemberships(writer, readers);
    this.files = new JdbcFileStore(writer, readers);
    this.rules = new JdbcRules(writer);
    this.blocks = new JdbcBlocks(writer);
  }

  /**
   * Opens the database, and brings its schema up to date first.
   *
   * @param directory is closed with the store
   * @throws StoreException if the database cannot be used, with the reason for the operator
   */
  public static Store open(DataDirectory directory, StoreSettings settings, Clock clock) {
    Database database = database(directory, settings.url());
    Schema.bringUpToDate(database);
    return new Store(directory, database, settings, clock);
  }

  private static Database database(DataDirectory directory, @Nullable String url) {
    return url == null ? new Sqlite(directory.database()) : new Postgres(url);
  }

  /** What writes, for tests that look behind the interfaces. */
  GroupCommit writer() {
    return writer;
  }

  public MessageLog messageLog() {
    return messageLog;
  }

  public MessageSearch messageSearch() {
    return messageSearch;
  }

  public People people() {
    return people;
  }

  public Memberships memberships() {
    return memberships;
  }

  public FileStore files() {
    return files;
  }

  public RulesStore rules() {
    return rules;
  }

  public Blocks blocks() {
    return blocks;
  }

  /** Whether {@link #forgetOldMessages} has anything to do, ever. */
  public boolean keepsAllMessages() {
    return retention.keepsAll();
  }

  /** Forgets the messages that are older, or more, than the settings keep. */
  public CompletionStage<Void> forgetOldMessages() {
    return retention.apply();
  }

  /** Commits what waits, then closes the database and gives the directory back. */
  @Override
  public void close() {
    indexer.close();
    writer.close();
    readers.close();
    directory.close();
  }
}
