package parlor.client.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds links in what people wrote: {@code http} and {@code https} only, and only of ASCII, so that
 * what is seen is where it leads.
 */
public final class Links {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<![\\p{Alnum}_])https?://[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+",
          Pattern.CASE_INSENSITIVE);

  /**
   * A link.
   *
   * @param from where it begins in the text
   * @param to where it ends
   * @param target as it is written there
   */
  public record Link(int from, int to, String target) {}

  private Links() {}

  /** In the order they stand there. */
  public static List<Link> in(String text) {
    List<Link> links = new ArrayList<>();
    Matcher matcher = FORM.matcher(text);
    while (matcher.find()) {
      int to = endOf(text, matcher.start(), matcher.end());
      String target = target(text.substring(matcher.start(), to));
      if (target != null) {
        links.add(new Link(matcher.start(), to, target));
      }
    }
    return links;
  }

  /** Punctuation at the end belongs to the sentence, and so does a bracket that opened before. */
  private static int endOf(String text, int from, int end) {
    int to = end;
    while (to > from) {
      char last = text.charAt(to - 1);
      boolean punctuation = ".,;:!?'*".indexOf(last) >= 0;
      boolean closes =
          (last == ')' && isUnopened(text.substring(from, to), '(', ')'))
              || (last == ']' && isUnopened(text.substring(from, to), '[', ']'));
      if (!punctuation && !closes) {
        break;
      }
      to--;
    }
    return to;
  }

  private static boolean isUnopened(String link, char open, char close) {
    return link.chars().filter(c -> c == open).count()
        < link.chars().filter(c -> c == close).count();
  }

  /** Null if it leads nowhere, or hides where it leads behind somebody's name. */
  private static @Nullable String target(String link) {
    try {
      URI uri = new URI(link);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && uri.getHost() != null && uri.getUserInfo() == null ? link : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
