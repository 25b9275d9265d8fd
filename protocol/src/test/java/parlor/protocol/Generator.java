package parlor.protocol;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random input for tests. The seed is new each time and told when a test fails. */
final class Generator {
  private static final String AWKWARD =
      "\"\\/\b\f\n\r\t\u0000\u007F\u0085\u00A0\u00ADéßıİςΣ\u0301\u034F\u200B\u202E\u2028\u3000\u3164"
          + "\uFEFF\uFFFD\uFFFFｒ张한ﷺ{}[]:,@";

  private final long seed;
  private final Random random;

  Generator() {
    this(Long.getLong("parlor.seed", System.nanoTime()));
  }

  private Generator(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** One round of a test. */
  @FunctionalInterface
  interface Round {
    void run() throws Exception;
  }

  void check(int rounds, Round round) {
    for (int i = 0; i < rounds; i++) {
      try {
        round.run();
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw new AssertionError(
            "round " + i + ", again with -Dparlor.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean flip() {
    return random.nextBoolean();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  <T> @Nullable T orNull(Supplier<T> value) {
    return flip() ? null : value.get();
  }

  long from(long min) {
    return switch (below(4)) {
      case 0 -> min;
      case 1 -> Long.MAX_VALUE;
      default -> random.nextLong(min, Long.MAX_VALUE);
    };
  }

  int intFrom(int min) {
    return switch (below(4)) {
      case 0 -> min;
      case 1 -> Integer.MAX_VALUE;
      default -> random.nextInt(min, Integer.MAX_VALUE);
    };
  }

  byte[] bytes(int maxLength) {
    byte[] bytes = new byte[below(maxLength + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Any string at all, half surrogate pairs included. */
  String anyString(int maxLength) {
    StringBuilder string = new StringBuilder();
    for (int left = below(maxLength + 1); left > 0; left--) {
      switch (below(8)) {
        case 0 -> string.append(AWKWARD.charAt(below(AWKWARD.length())));
        case 1 -> string.append((char) below(0x10000));
        case 2 -> string.appendCodePoint(below(0x110000));
        case 3 -> string.append((char) (0x4E00 + below(0x5000)));
        case 4 -> string.append((char) below(0x600));
        default -> string.append((char) (' ' + below(95)));
      }
    }
    return string.toString();
  }

  /** A string that can be kept: no U+0000, no half surrogate pairs. */
  String string(int maxLength) {
    String string;
    do {
      string = anyString(maxLength);
    } while (Characters.isUnstorable(string));
    return string;
  }
}
