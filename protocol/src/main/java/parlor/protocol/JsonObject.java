package parlor.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that was read whole, with keys to be asked for. */
final class JsonObject {
  private final Map<String, Object> values;

  private JsonObject(Map<String, Object> values) {
    this.values = values;
  }

  static JsonObject parse(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("A frame is a JSON object");
      }
      return object(parser);
    }
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    Map<String, Object> values = new HashMap<>();
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        values.put(key, value);
      }
    }
    return new JsonObject(values);
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("Unexpected " + parser.currentToken());
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  String string(String key) throws IOException {
    return required(key, String.class);
  }

  String string(String key, String otherwise) throws IOException {
    String value = optional(key, String.class);
    return value == null ? otherwise : value;
  }

  @Nullable String optionalString(String key) throws IOException {
    return optional(key, String.class);
  }

  long number(String key) throws IOException {
    return required(key, Number.class).longValue();
  }

  int integer(String key) throws IOException {
    return required(key, Number.class).intValue();
  }

  int integer(String key, int otherwise) throws IOException {
    Number value = optional(key, Number.class);
    return value == null ? otherwise : value.intValue();
  }

  @Nullable Long optionalNumber(String key) throws IOException {
    Number value = optional(key, Number.class);
    return value == null ? null : value.longValue();
  }

  boolean bool(String key) throws IOException {
    return Boolean.TRUE.equals(optional(key, Boolean.class));
  }

  JsonObject object(String key) throws IOException {
    return required(key, JsonObject.class);
  }

  /** An absent array is an empty one. */
  List<JsonObject> objects(String key) throws IOException {
    return list(key, JsonObject.class);
  }

  List<String> strings(String key) throws IOException {
    return list(key, String.class);
  }

  private <T> List<T> list(String key, Class<T> type) throws IOException {
    List<?> values = optional(key, List.class);
    List<T> typed = new ArrayList<>();
    for (Object value : values == null ? List.of() : values) {
      typed.add(cast(key, type, value));
    }
    return typed;
  }

  private <T> T required(String key, Class<T> type) throws IOException {
    T value = optional(key, type);
    if (value == null) {
      throw new IOException(key + " is missing");
    }
    return value;
  }

  private <T> @Nullable T optional(String key, Class<T> type) throws IOException {
    Object value = values.get(key);
    return value == null ? null : cast(key, type, value);
  }

  private static <T> T cast(String key, Class<T> type, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw new IOException(key + " has the wrong type");
    }
    return type.cast(value);
  }
}
