package dev.fairlane.click.catalogue;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * IPv6 addresses as text (RFC 4291, section 2.2, without embedded IPv4), written as RFC 5952 has
 * it.
 */
final class Ipv6 {

  private static final int GROUPS = 8;
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

  private Ipv6() {}

  /** The address in its one spelling; nothing when the text is none. */
  static Optional<String> canonical(String text) {
    int gap = text.indexOf("::");
    String[] front = split(gap < 0 ? text : text.substring(0, gap));
    String[] back = split(gap < 0 ? "" : text.substring(gap + 2));
    int missing = GROUPS - front.length - back.length;
    boolean whole = gap < 0 ? missing == 0 : missing >= 1;
    if (!whole || !areGroups(front) || !areGroups(back)) {
      return Optional.empty();
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < front.length; i++) {
      groups[i] = Integer.parseInt(front[i], 16);
    }
    for (int i = 0; i < back.length; i++) {
      groups[GROUPS - back.length + i] = Integer.parseInt(back[i], 16);
    }
    return Optional.of(format(groups));
  }

  private static String[] split(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  private static boolean areGroups(String[] groups) {
    return Arrays.stream(groups).allMatch(GROUP.asMatchPredicate());
  }

  /** The longest run of at least two zeros, the first of equals, becomes "::". */
  private static String format(int[] groups) {
    int start = 0;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length == 1
        ? join(groups, 0, GROUPS)
        : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
  }

  private static String join(int[] groups, int from, int to) {
    return Arrays.stream(groups, from, to)
        .mapToObj(Integer::toHexString)
        .collect(Collectors.joining(":"));
  }
}
