package parlor.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The known keys of one JSON object with their values as they came. Only what a frame asks for is
 * judged, so a key that the frame's type does not have may hold anything. JSON's null counts as
 * absent.
 */
final class Fields {
  private static final int USUAL_FRAME = 8;

  /**
   * Looked through one by one: a frame has few, and a map of all keys takes more than the frame.
   */
  private Key[] keys = new Key[USUAL_FRAME];

  /** Of each key: String, Long, Boolean, Fields, List or Odd. */
  private Object[] values = new Object[USUAL_FRAME];

  private int size;

  /** What has no value to use. */
  enum Odd {
    /** A key that is there more than once: nobody knows which one is meant. */
    TWICE,
    /** A fraction, an integer beyond 64 bits, or an array or object that was not looked into. */
    OTHER
  }

  void set(Key key, Object value) {
    int at = indexOf(key);
    if (at >= 0) {
      values[at] = Odd.TWICE;
      return;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    keys[size] = key;
    values[size] = value;
    size++;
  }

  private int indexOf(Key key) {
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  String string(Key key) throws WrongField {
    return required(key, stringOrNull(key));
  }

  @Nullable String stringOrNull(Key key) throws WrongField {
    return get(key, String.class, "must be a string");
  }

  /** A string that will be kept: without U+0000 and half surrogate pairs. */
  @Nullable String keptOrNull(Key key, int maxCodePoints) throws WrongField {
    String value = stringOrNull(key);
    if (value == null) {
      return null;
    }
    if (value.length() > maxCodePoints && Characters.count(value) > maxCodePoints) {
      throw new WrongField(key, "must have at most " + maxCodePoints + " characters");
    }
    if (Characters.isUnstorable(value)) {
      throw new WrongField(key, "must not have U+0000 or half a surrogate pair in it");
    }
    return value;
  }

  long integer(Key key, long min, long max) throws WrongField {
    return required(key, integerOrNull(key, min, max));
  }

  @Nullable Long integerOrNull(Key key, long min, long max) throws WrongField {
    Long value = get(key, Long.class, "must be an integer");
    if (value != null && (value < min || value > max)) {
      throw new WrongField(
          key,
          max == Long.MAX_VALUE
              ? "must be an integer of at least " + min
              : "must be an integer from " + min + " to " + max);
    }
    return value;
  }

  int smallInteger(Key key, int min) throws WrongField {
    return (int) integer(key, min, Integer.MAX_VALUE);
  }

  @Nullable Integer smallIntegerOrNull(Key key, int min, int max) throws WrongField {
    Long value = integerOrNull(key, min, max);
    return value == null ? null : value.intValue();
  }

  boolean bool(Key key) throws WrongField {
    return required(key, get(key, Boolean.class, "must be true or false"));
  }

  @Nullable Boolean boolOrNull(Key key) throws WrongField {
    return get(key, Boolean.class, "must be true or false");
  }

  Fields object(Key key) throws WrongField {
    return required(key, get(key, Fields.class, "must be an object"));
  }

  /** The elements of an array; none if it is absent. */
  List<?> list(Key key) throws WrongField {
    List<?> value = get(key, List.class, "must be an array");
    return value == null ? List.of() : value;
  }

  /** The elements of an array of strings; none if it is absent. */
  List<String> strings(Key key) throws WrongField {
    return elements(key, String.class, "must be an array of strings");
  }

  /** The elements of an array of objects; none if it is absent. */
  List<Fields> objects(Key key) throws WrongField {
    return elements(key, Fields.class, "must be an array of objects");
  }

  private <T> List<T> elements(Key key, Class<T> shape, String rule) throws WrongField {
    List<T> elements = new ArrayList<>();
    for (Object element : list(key)) {
      if (!shape.isInstance(element)) {
        throw new WrongField(key, rule);
      }
      elements.add(shape.cast(element));
    }
    return List.copyOf(elements);
  }

  private <T> @Nullable T get(Key key, Class<T> shape, String rule) throws WrongField {
    int at = indexOf(key);
    Object value = at < 0 ? null : values[at];
    if (value == Odd.TWICE) {
      throw new WrongField(key, "is there more than once");
    }
    if (value != null && !shape.isInstance(value)) {
      throw new WrongField(key, rule);
    }
    return shape.cast(value);
  }

  private static <T> T required(Key key, @Nullable T value) throws WrongField {
    if (value == null) {
      throw new WrongField(key, "is missing");
    }
    return value;
  }
}
