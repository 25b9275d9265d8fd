package parlor.room;

import akka.util.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parlor.history.Entry;
import parlor.history.MessageSearch;
import parlor.protocol.ErrorCode;
import parlor.protocol.ServerFrame;
import parlor.protocol.ServerFrameCodec;

/** Frames as they go to an {@link Outlet}. */
public final class Frames {
  private static final long RETRY_AFTER_MS = 1_000;

  private static final Map<ErrorCode, Counter> REFUSALS = refusals();

  private Frames() {}

  private static Map<ErrorCode, Counter> refusals() {
    Map<ErrorCode, Counter> counters = new EnumMap<>(ErrorCode.class);
    for (ErrorCode code : ErrorCode.values()) {
      counters.put(
          code,
          Counter.builder("parlor.refusals")
              .description("Requests that were refused, by code")
              .tag("code", code.wire())
              .register(Metrics.globalRegistry));
    }
    return counters;
  }

  public static ByteString encode(ServerFrame frame) {
    return ByteString.fromArrayUnsafe(ServerFrameCodec.encode(frame));
  }

  /** Of pieces, two of which are shared by all who get the same ones. */
  static ByteString joined(ServerFrame.Joined head, byte[] members, byte[] messages) {
    ByteString joined = ByteString.emptyByteString();
    for (byte[] piece : ServerFrameCodec.encodeJoined(head, members, messages)) {
      joined = joined.concat(ByteString.fromArrayUnsafe(piece));
    }
    return joined;
  }

  static ByteString history(ServerFrame.History head, EntryPage page) {
    return ByteString.fromArrayUnsafe(ServerFrameCodec.encodeHistory(head, page.frames()));
  }

  /** An entry as members see it, with its line end. */
  public static ByteString entry(String room, Entry entry) {
    return encode(EncodedEntry.frame(room, entry));
  }

  /** A page of what was looked for, as much of it as fits. */
  public static ByteString found(@Nullable String re, MessageSearch.Page page) {
    EntryPage fitting =
        EntryPage.oldest(
            page.hits().stream().map(hit -> EncodedEntry.of(hit.room(), hit.message())).toList());
    List<MessageSearch.Hit> hits = page.hits().subList(0, fitting.entries().size());
    return encode(
        new ServerFrame.Found(
            re,
            hits.stream().map(hit -> EncodedEntry.frame(hit.room(), hit.message())).toList(),
            fitting.cut() ? hits.getLast().next() : page.next()));
  }

  /** The answer to a request that cannot be done just now. */
  public static ByteString unavailable(@Nullable String re) {
    return refusal(re, ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.meaning(), RETRY_AFTER_MS);
  }

  /** The answer to the request with that id: refused for the code's own reason. */
  public static ByteString refusal(@Nullable String re, ErrorCode code) {
    return refusal(re, code, code.meaning(), null);
  }

  public static ByteString refusal(
      @Nullable String re, ErrorCode code, String message, @Nullable Long retryAfterMs) {
    return refusal(re, new RoomActor.Refused(code, message, retryAfterMs));
  }

  /** A refusal in its own words. */
  public static ByteString refusal(ServerFrame.Refusal refusal) {
    ErrorCode.ofWire(refusal.code()).ifPresent(code -> REFUSALS.get(code).increment());
    return encode(refusal);
  }

  static ByteString refusal(@Nullable String re, RoomActor.Refused refused) {
    return refusal(
        new ServerFrame.Refusal(
            re,
            refused.code().wire(),
            refused.message(),
            refused.reason(),
            refused.retryAfterMs()));
  }
}
