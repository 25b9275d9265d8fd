package parlor.robot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sums in questions: {@code what is 2 + 3 * 4?}, {@code (1+2)/3 =}, {@code 12乘以3等于多少}. */
final class Arithmetic {
  private static final int MAX_LENGTH = 100;

  /** What may stand around a sum. */
  private static final Pattern ASKING =
      Pattern.compile(
          "what is|whats|what's|how much is|calculate|compute|please|equals|is|hi|hello"
              + "|等于多少|等于几|等于|是多少|得多少|得几|多少|帮我|请问|请|计算|算一下|算算|算|一下|你好|呢|吗|[=?？。.!！,，:：\\s]+");

  private static final Pattern SUM =
      Pattern.compile("[-(]*\\d[\\d.()]*(?:\\s*[-+*/]\\s*[-(]*\\d[\\d.()]*)+");

  private final String sum;
  private int at;

  private Arithmetic(String sum) {
    this.sum = sum;
  }

  /** The result with its sum, if the question is nothing but a sum; else empty. */
  static Optional<String> answer(String question, Language language) {
    if (question.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String plain = operators(Normalizer.normalize(question, Normalizer.Form.NFKC));
    Matcher found = SUM.matcher(plain);
    if (!found.find()) {
      return Optional.empty();
    }
    String sum = found.group().replaceAll("\\s", "");
    String around = plain.substring(0, found.start()) + " " + plain.substring(found.end());
    if (!ASKING.matcher(around).replaceAll("").isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(sum + " = " + shown(new Arithmetic(sum).whole()));
    } catch (DivisionByZero e) {
      return Optional.of(language.choose("Nobody can divide by zero.", "零不能做除数。"));
    } catch (NoSum e) {
      return Optional.empty();
    }
  }

  private static String operators(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("×|乘以|乘|\\btimes\\b|\\bmultiplied by\\b|(?<=\\d)\\s*x\\s*(?=\\d)", "*")
        .replaceAll("÷|除以|\\bdivided by\\b", "/")
        .replaceAll("−|–|减去|减|\\bminus\\b", "-")
        .replaceAll("加上|加|\\bplus\\b", "+");
  }

  private static String shown(BigDecimal value) {
    BigDecimal rounded = value.round(new MathContext(12)).stripTrailingZeros();
    return Math.abs(rounded.scale()) > 30 ? rounded.toString() : rounded.toPlainString();
  }

  private BigDecimal whole() throws NoSum, DivisionByZero {
    BigDecimal value = terms();
    if (at < sum.length()) {
      throw new NoSum();
    }
    return value;
  }

  private BigDecimal terms() throws NoSum, DivisionByZero {
    BigDecimal value = factors();
    while (true) {
      if (comes('+')) {
        value = value.add(factors(), MathContext.DECIMAL128);
      } else if (comes('-')) {
        value = value.subtract(factors(), MathContext.DECIMAL128);
      } else {
        return value;
      }
    }
  }

  private BigDecimal factors() throws NoSum, DivisionByZero {
    BigDecimal value = signed();
    while (true) {
      if (comes('*')) {
        value = value.multiply(signed(), MathContext.DECIMAL128);
      } else if (comes('/')) {
        BigDecimal divisor = signed();
        if (divisor.signum() == 0) {
          throw new DivisionByZero();
        }
        value = value.divide(divisor, MathContext.DECIMAL128);
      } else {
        return value;
      }
    }
  }

  private BigDecimal signed() throws NoSum, DivisionByZero {
    if (comes('-')) {
      return signed().negate();
    }
    if (comes('(')) {
      BigDecimal value = terms();
      if (!comes(')')) {
        throw new NoSum();
      }
      return value;
    }
    return number();
  }

  private BigDecimal number() throws NoSum {
    int from = at;
    boolean point = false;
    while (at < sum.length() && (isDigit(sum.charAt(at)) || (!point && sum.charAt(at) == '.'))) {
      point |= sum.charAt(at) == '.';
      at++;
    }
    if (from == at || !isDigit(sum.charAt(from))) {
      throw new NoSum();
    }
    return new BigDecimal(sum.substring(from, at));
  }

  private boolean comes(char c) {
    boolean comes = at < sum.length() && sum.charAt(at) == c;
    if (comes) {
      at++;
    }
    return comes;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** It looked like a sum and is none. */
  private static final class NoSum extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final class DivisionByZero extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
