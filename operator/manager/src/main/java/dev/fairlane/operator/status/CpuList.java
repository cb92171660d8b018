package dev.fairlane.operator.status;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** CPUs in the kernel's list format: "0", "1,3-4". Pure. */
final class CpuList {

  private CpuList() {}

  static String text(List<Integer> cpus) {
    List<String> ranges = new ArrayList<>();
    Integer first = null;
    Integer last = null;
    for (Integer cpu : new TreeSet<>(cpus)) {
      if (last != null && cpu != last + 1) {
        ranges.add(range(first, last));
        first = cpu;
      }
      first = first == null ? cpu : first;
      last = cpu;
    }
    if (last != null) {
      ranges.add(range(first, last));
    }
    return String.join(",", ranges);
  }

  private static String range(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
