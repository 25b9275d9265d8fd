package parlor.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes frames key by key; what is null is left out. */
final class JsonWriter implements Closeable {
  /** With their bytes, which are the same in each frame. */
  private static final Map<Key, SerializableString> NAMES = names();

  private final JsonGenerator json;
  private final ByteArrayOutputStream out;
  private List<Integer> gaps = List.of();

  /**
   * @param out where {@code json} writes
   */
  JsonWriter(JsonGenerator json, ByteArrayOutputStream out) {
    this.json = json;
    this.out = out;
  }

  private static Map<Key, SerializableString> names() {
    Map<Key, SerializableString> names = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      names.put(key, new SerializedString(key.wire()));
    }
    return names;
  }

  /** Writes one element of an array. */
  @FunctionalInterface
  interface Element<T> {
    void write(JsonWriter writer, T element) throws IOException;
  }

  JsonWriter begin() throws IOException {
    json.writeStartObject();
    return this;
  }

  JsonWriter begin(String type) throws IOException {
    return begin().put(Key.TYPE, type);
  }

  void end() throws IOException {
    json.writeEndObject();
  }

  JsonWriter put(Key key, @Nullable String value) throws IOException {
    if (value != null) {
      name(key);
      json.writeString(value);
    }
    return this;
  }

  JsonWriter put(Key key, long value) throws IOException {
    name(key);
    json.writeNumber(value);
    return this;
  }

  JsonWriter put(Key key, @Nullable Number value) throws IOException {
    return value == null ? this : put(key, value.longValue());
  }

  JsonWriter put(Key key, boolean value) throws IOException {
    name(key);
    json.writeBoolean(value);
    return this;
  }

  JsonWriter put(Key key, @Nullable Boolean value) throws IOException {
    return value == null ? this : put(key, value.booleanValue());
  }

  /** Writes the key only if it is so. */
  JsonWriter putIf(Key key, boolean value) throws IOException {
    return value ? put(key, true) : this;
  }

  JsonWriter beginObject(Key key) throws IOException {
    name(key);
    return begin();
  }

  JsonWriter putStrings(Key key, List<String> values) throws IOException {
    return putAll(key, values, (writer, value) -> writer.json.writeString(value));
  }

  <T> JsonWriter putAll(Key key, List<T> elements, Element<T> element) throws IOException {
    name(key);
    json.writeStartArray();
    for (T each : elements) {
      element.write(this, each);
    }
    json.writeEndArray();
    return this;
  }

  /** An array of frames that are encoded already, with or without their line ends. */
  JsonWriter putEncoded(Key key, List<byte[]> frames) throws IOException {
    name(key);
    json.writeStartArray();
    json.flush();
    Json.writeElements(out, frames);
    json.writeEndArray();
    return this;
  }

  /** An array whose elements are put in later, at the next of {@link #gaps()}. */
  JsonWriter putGap(Key key) throws IOException {
    name(key);
    json.writeStartArray();
    json.flush();
    if (gaps.isEmpty()) {
      gaps = new ArrayList<>();
    }
    gaps.add(out.size());
    json.writeEndArray();
    return this;
  }

  /** Where in the output something is to be put in. */
  List<Integer> gaps() {
    return gaps;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void name(Key key) throws IOException {
    json.writeFieldName(NAMES.get(key));
  }
}
