package parlor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A picture of curves, both axes logarithmic, as SVG. */
final class Plot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 90;
  private static final int RIGHT = 40;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd");

  private final String title;
  private final String xAxis;
  private final String yAxis;
  private final List<Curve> curves = new ArrayList<>();

  /** Both above 0. */
  record Point(double x, double y) {}

  private record Curve(String name, List<Point> points) {}

  Plot(String title, String xAxis, String yAxis) {
    this.title = title;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
  }

  Plot add(String name, List<Point> points) {
    curves.add(new Curve(name, List.copyOf(points)));
    return this;
  }

  String svg() {
    Scale x = scale(Point::x, LEFT, WIDTH - RIGHT);
    Scale y = scale(Point::y, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    svg.append(text(WIDTH / 2.0, 24, "middle", title + ", by " + xAxis));
    svg.append(text(WIDTH / 2.0, HEIGHT - 14, "middle", xAxis));
    svg.append(text(10, TOP - 14, "start", yAxis));
    for (double tick : x.ticks()) {
      svg.append(line(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM));
      svg.append(text(x.at(tick), HEIGHT - BOTTOM + 20, "middle", number(tick)));
    }
    for (double tick : y.ticks()) {
      svg.append(line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
      svg.append(text(LEFT - 8, y.at(tick) + 4, "end", number(tick)));
    }
    for (int i = 0; i < curves.size(); i++) {
      svg.append(curve(curves.get(i), x, y, COLOURS.get(i % COLOURS.size()), i));
    }
    return svg.append("</svg>\n").toString();
  }

  private Scale scale(ToDoubleFunction<Point> value, double from, double to) {
    double[] values =
        curves.stream().flatMap(curve -> curve.points.stream()).mapToDouble(value).toArray();
    double least = Double.MAX_VALUE;
    double most = 1;
    for (double each : values) {
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
    return new Scale(Math.floor(Math.log10(least)), Math.ceil(Math.log10(most)), from, to);
  }

  /** From powers of ten to places. */
  private record Scale(double firstPower, double lastPower, double from, double to) {
    double at(double value) {
      double powers = Math.max(1, lastPower - firstPower);
      return from + (to - from) * (Math.log10(value) - firstPower) / powers;
    }

    List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      for (double power = firstPower; power <= lastPower; power++) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
  }

  private static String curve(Curve curve, Scale x, Scale y, String colour, int place) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (Point point : curve.points) {
      double px = x.at(point.x);
      double py = y.at(point.y);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", px, py));
      dots.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              px,
              py,
              colour));
    }
    return String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
            points.toString().strip(),
            colour)
        + dots
        + String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\">%s</text>%n",
            WIDTH - RIGHT - 6,
            TOP + 18 + 18 * place,
            colour,
            curve.name);
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        text);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
