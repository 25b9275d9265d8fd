package parlor.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came out of one run, or of several.
 *
 * @param scenario which
 * @param server how the gateway was set
 */
record Result(String scenario, String server, Map<Figure, Double> figures) {

  Result {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
  }

  boolean isFaultless() {
    return figures.entrySet().stream()
        .noneMatch(figure -> figure.getKey().isFault() && figure.getValue() != 0);
  }

  /** Of several runs of the same: the median of each figure, but the worst of each fault. */
  static Result median(List<Result> runs) {
    Map<Figure, Double> medians = new EnumMap<>(Figure.class);
    for (Figure figure : runs.getFirst().figures.keySet()) {
      double[] values = runs.stream().mapToDouble(run -> run.figures.get(figure)).toArray();
      medians.put(figure, figure.isFault() ? worst(values) : median(values));
    }
    return new Result(runs.getFirst().scenario, runs.getFirst().server, medians);
  }

  private static double worst(double[] values) {
    double worst = 0;
    for (double value : values) {
      worst = Math.abs(value) > Math.abs(worst) ? value : worst;
    }
    return worst;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
