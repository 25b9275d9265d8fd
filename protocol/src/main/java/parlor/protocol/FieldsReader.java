package parlor.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the one object that a line holds. Unknown keys are skipped with all that is in them. */
final class FieldsReader {
  private final JsonParser json;
  private final boolean deep;

  private FieldsReader(JsonParser json, boolean deep) {
    this.json = json;
    this.deep = deep;
  }

  /**
   * Reads strings, integers, booleans and the one array that clients send, of attachments; other
   * arrays and objects are skipped.
   *
   * @param into filled as far as the line can be read
   * @throws IOException if the line is not one JSON object
   */
  static void readFlat(byte[] bytes, int offset, int length, Fields into) throws IOException {
    read(bytes, offset, length, into, false);
  }

  /** Reads arrays and objects too. */
  static Fields readDeep(byte[] bytes, int offset, int length) throws IOException {
    Fields fields = new Fields();
    read(bytes, offset, length, fields, true);
    return fields;
  }

  private static void read(byte[] bytes, int offset, int length, Fields into, boolean deep)
      throws IOException {
    try (JsonParser json = Json.parser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      new FieldsReader(json, deep).readObject(into);
      if (json.nextToken() != null) {
        throw new IOException("more than one object");
      }
    }
  }

  private void readObject(Fields into) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      Key key = Key.ofWire(name);
      JsonToken token = json.nextToken();
      if (key == null) {
        json.skipChildren();
      } else {
        Object value =
            key == Key.ATTACHMENTS && token == JsonToken.START_ARRAY
                ? readList()
                : readValue(token);
        if (value != null) {
          into.set(key, value);
        }
      }
    }
  }

  private @Nullable Object readValue(JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> readInteger();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> deep ? readChild() : skipChild();
      case START_ARRAY -> deep ? readList() : skipChild();
      default -> Fields.Odd.OTHER;
    };
  }

  private Object readInteger() throws IOException {
    return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? Fields.Odd.OTHER
        : json.getLongValue();
  }

  private Fields readChild() throws IOException {
    Fields child = new Fields();
    readObject(child);
    return child;
  }

  private List<Object> readList() throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      Object element = readValue(token);
      if (element != null) {
        list.add(element);
      }
    }
    return list;
  }

  private Object skipChild() throws IOException {
    json.skipChildren();
    return Fields.Odd.OTHER;
  }
}
