package parlor.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;

/** Writes results: as lines of JSON for programs, as tables for people. */
final class Report {
  private static final JsonFactory JSON = new JsonFactory();

  private Report() {}

  /** Appends one line. */
  static void append(Path file, Result result) throws IOException {
    Files.writeString(
        file, json(result) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static String json(Result result) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("scenario", result.scenario());
      json.writeStringField("server", result.server());
      for (Map.Entry<Figure, Double> figure : result.figures().entrySet()) {
        json.writeNumberField(figure.getKey().key(), figure.getValue());
      }
      json.writeEndObject();
    }
    return line.toString();
  }

  /** A table in Markdown; of the faults only those that there were, or one word. */
  static String table(List<Result> results) {
    SequencedSet<Figure> shown = new TreeSet<>();
    for (Result result : results) {
      result.figures().forEach((figure, value) -> addShown(shown, figure, value));
    }
    List<String> head = new ArrayList<>(List.of("scenario", "messages in"));
    shown.forEach(figure -> head.add(figure.heading()));
    head.add("faults");
    StringBuilder table = new StringBuilder(row(head)).append("|---|---|");
    table.append("---:|".repeat(head.size() - 2)).append('\n');
    for (Result result : results) {
      List<String> cells = new ArrayList<>(List.of(result.scenario(), result.server()));
      for (Figure figure : shown) {
        Double value = result.figures().get(figure);
        cells.add(value == null ? "" : figure.format(value));
      }
      cells.add(result.isFaultless() ? "none" : "**yes**");
      table.append(row(cells));
    }
    return table.toString();
  }

  private static void addShown(SequencedSet<Figure> shown, Figure figure, double value) {
    if (!figure.isFault() || value != 0) {
      shown.add(figure);
    }
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
