package parlor.bench;

import java.util.EnumMap;
import java.util.Map;

/** Gathers what one run has measured. */
final class Figures {
  private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

  Figures put(Figure figure, double value) {
    values.put(figure, value);
    return this;
  }

  /** Adds the faults of one crowd to those of the others. */
  Figures faults(Account.Faults faults) {
    add(Figure.LOST, faults.lost());
    add(Figure.DOUBLED, faults.doubled());
    add(Figure.OUT_OF_ORDER, faults.outOfOrder());
    add(Figure.SEQ_HOLES, faults.seqHoles());
    add(Figure.DAMAGED, faults.damaged());
    add(Figure.UNANSWERED, faults.unanswered());
    add(Figure.REFUSED, faults.refused());
    add(Figure.DISCONNECTED, faults.disconnected());
    return this;
  }

  Map<Figure, Double> values() {
    return values;
  }

  private void add(Figure figure, long count) {
    values.merge(figure, (double) count, Double::sum);
  }
}
