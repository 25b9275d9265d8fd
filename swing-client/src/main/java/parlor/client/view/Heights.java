package parlor.client.view;

import java.util.Arrays;

/** The heights of a transcript's rows, summed up so that a row is found by its place. */
final class Heights {
  private int[] tops = new int[64];
  private int count;

  /** Where all rows together end. */
  int total() {
    return tops[count];
  }

  int top(int row) {
    return tops[row];
  }

  void append(int height) {
    ensure(count + 1);
    tops[count + 1] = tops[count] + height;
    count++;
  }

  /** Forgets the rows from there on. */
  void truncate(int row) {
    count = row;
  }

  /** The row at that place, or the last one before it. */
  int rowAt(int y) {
    int found = Arrays.binarySearch(tops, 0, count + 1, y);
    int row = found >= 0 ? found : -found - 2;
    return Math.clamp(row, 0, Math.max(0, count - 1));
  }

  private void ensure(int size) {
    if (size >= tops.length) {
      tops = Arrays.copyOf(tops, 2 * tops.length);
    }
  }
}
