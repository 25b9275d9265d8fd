package parlor.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one frame: a JSON object on one line, ended by {@code \n}. */
final class JsonLine {
  private final ByteArrayBuilder bytes = new ByteArrayBuilder();
  private final JsonGenerator json;

  JsonLine() {
    try {
      json = Json.FACTORY.createGenerator(bytes);
      json.writeStartObject();
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  JsonLine type(String type) {
    return string("type", type);
  }

  JsonLine string(String key, String value) {
    try {
      json.writeStringField(key, value);
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  JsonLine number(String key, long value) {
    try {
      json.writeNumberField(key, value);
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  JsonLine bool(String key, boolean value) {
    try {
      json.writeBooleanField(key, value);
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  JsonLine optional(String key, @Nullable String value) {
    return value == null ? this : string(key, value);
  }

  JsonLine optional(String key, @Nullable Number value) {
    return value == null ? this : number(key, value.longValue());
  }

  JsonLine strings(String key, List<String> values) {
    try {
      json.writeArrayFieldStart(key);
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** An array of objects, the keys of each written by {@code item}. */
  <T> JsonLine objects(String key, List<T> values, BiConsumer<JsonLine, T> item) {
    try {
      json.writeArrayFieldStart(key);
      for (T value : values) {
        json.writeStartObject();
        item.accept(this, value);
        json.writeEndObject();
      }
      json.writeEndArray();
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** One object, its keys written by {@code content}. */
  <T> JsonLine object(String key, T value, BiConsumer<JsonLine, T> content) {
    try {
      json.writeObjectFieldStart(key);
      content.accept(this, value);
      json.writeEndObject();
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  /** An array of frames that were encoded before, each with its line end. */
  JsonLine frames(String key, List<byte[]> lines) {
    try {
      json.writeArrayFieldStart(key);
      json.flush();
      for (int i = 0; i < lines.size(); i++) {
        if (i > 0) {
          bytes.append(',');
        }
        bytes.write(lines.get(i), 0, lines.get(i).length - 1);
      }
      json.writeEndArray();
      return this;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  byte[] end() {
    try {
      json.writeEndObject();
      json.flush();
      bytes.append('\n');
      byte[] line = bytes.toByteArray();
      json.close();
      return line;
    } catch (IOException e) {
      throw inMemory(e);
    }
  }

  private static UncheckedIOException inMemory(IOException e) {
    return new UncheckedIOException("Writing to memory", e);
  }
}
