package parlor.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a client's frame that some frame knows, as they came. What has the wrong type is
 * remembered as {@link #wrong}, so that the id can still be read behind it.
 */
final class ClientFields {
  @Nullable String type;
  @Nullable String id;
  @Nullable Long protocol;
  @Nullable String client;
  @Nullable String nickname;
  @Nullable String password;
  @Nullable String resume;
  @Nullable Long heartbeatMs;
  @Nullable String room;
  @Nullable Long after;
  @Nullable String afterName;
  @Nullable String epoch;
  @Nullable String text;
  @Nullable Long replyTo;
  @Nullable Long before;
  @Nullable Long limit;

  /** The first key whose value has the wrong type or a forbidden character. */
  @Nullable String wrong;

  /** Reads the value of one key; the parser stands at it. */
  void read(String key, JsonParser parser) throws IOException {
    switch (key) {
      case "type" -> type = string(key, parser);
      case "id" -> id = string(key, parser);
      case "protocol" -> protocol = integer(key, parser);
      case "client" -> client = string(key, parser);
      case "nickname" -> nickname = rawString(key, parser);
      case "password" -> password = string(key, parser);
      case "resume" -> resume = string(key, parser);
      case "heartbeatMs" -> heartbeatMs = integer(key, parser);
      case "room" -> room = rawString(key, parser);
      case "after" -> readAfter(key, parser);
      case "epoch" -> epoch = string(key, parser);
      case "text" -> text = rawString(key, parser);
      case "replyTo" -> replyTo = integer(key, parser);
      case "before" -> before = integer(key, parser);
      case "limit" -> limit = integer(key, parser);
      default -> parser.skipChildren();
    }
  }

  /** A {@code seq} in some frames, a name in others. */
  private void readAfter(String key, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      afterName = string(key, parser);
    } else {
      after = integer(key, parser);
    }
  }

  private @Nullable String string(String key, JsonParser parser) throws IOException {
    String value = rawString(key, parser);
    if (value != null && !Text.isStorable(value)) {
      wrong(key);
      return null;
    }
    return value;
  }

  /** A string whose characters are checked later, by the value it becomes. */
  private @Nullable String rawString(String key, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    skipUnlessNull(key, parser);
    return null;
  }

  private @Nullable Long integer(String key, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    skipUnlessNull(key, parser);
    return null;
  }

  private void skipUnlessNull(String key, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      wrong(key);
      parser.skipChildren();
    }
  }

  private void wrong(String key) {
    if (wrong == null) {
      wrong = key;
    }
  }
}
