package parlor.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import parlor.history.Entry;
import parlor.people.Person;
import parlor.protocol.Attachment;
import parlor.protocol.RoomInfo;

/**
 * Cuts what nodes tell each other into pieces, each well below the largest message that may travel
 * between them (Artery's {@code maximum-frame-size}, 256 KiB). Sizes are estimated, never too low.
 */
final class Pieces {
  /** A piece that holds a single thing may be larger, if that is. */
  static final int MAX_BYTES = 100_000;

  /** Names of fields and the like. */
  private static final int AROUND = 200;

  private Pieces() {}

  /** In order, at least one, which is empty if there is nothing. */
  static <T> List<List<T>> of(List<T> all, ToIntFunction<T> bytes) {
    return of(all, bytes, List.<T>of(), bytes, (some, none) -> some);
  }

  /** Of two lists: the first one's elements, then the second one's. */
  static <A, B, P> List<P> of(
      List<A> first,
      ToIntFunction<A> firstBytes,
      List<B> second,
      ToIntFunction<B> secondBytes,
      BiFunction<List<A>, List<B>, P> piece) {
    List<P> pieces = new ArrayList<>(1);
    List<A> ofFirst = new ArrayList<>();
    List<B> ofSecond = new ArrayList<>();
    int size = 0;
    for (A element : first) {
      int more = firstBytes.applyAsInt(element);
      if (size > 0 && size + more > MAX_BYTES) {
        pieces.add(piece.apply(ofFirst, List.of()));
        ofFirst = new ArrayList<>();
        size = 0;
      }
      ofFirst.add(element);
      size += more;
    }
    for (B element : second) {
      int more = secondBytes.applyAsInt(element);
      if (size > 0 && size + more > MAX_BYTES) {
        pieces.add(piece.apply(ofFirst, ofSecond));
        ofFirst = new ArrayList<>();
        ofSecond = new ArrayList<>();
        size = 0;
      }
      ofSecond.add(element);
      size += more;
    }
    pieces.add(piece.apply(ofFirst, ofSecond));
    return pieces;
  }

  static int bytes(Person person) {
    return AROUND + bytes(person.id().value()) + bytes(person.nickname());
  }

  static int bytes(RoomLedger.SeatOf seat) {
    return AROUND + bytes(seat.session()) + bytes(seat.person()) + bytes(seat.visitor().address());
  }

  static int bytes(RoomInfo room) {
    return AROUND + bytes(room.room()) + bytes(room.topic());
  }

  static int bytes(Entry entry) {
    int common = AROUND + bytes(entry.author().value()) + bytes(entry.from());
    return common
        + switch (entry) {
          case Entry.Message message -> bytes(message);
          case Entry.Topic set -> bytes(set.topic());
          case Entry.Removal removal -> 0;
        };
  }

  private static int bytes(Entry.Message message) {
    int files = 0;
    for (Attachment file : message.attachments()) {
      files += AROUND + bytes(file.id()) + bytes(file.name()) + bytes(file.type());
    }
    String to = message.to();
    String clientId = message.clientId();
    return bytes(message.text())
        + files
        + (to == null ? 0 : bytes(to))
        + (clientId == null ? 0 : bytes(clientId));
  }

  /** UTF-8 needs at most three bytes for a character, and four for the two of a pair. */
  private static int bytes(String text) {
    return 3 * text.length();
  }
}
