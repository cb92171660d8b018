package dev.fairlane.placement.assign;

/** The bins that were asked for, by the mask of their paths: most are met again and again. */
final class Bins {

  /** A power of two; the newest bin of a slot is kept. */
  private static final int SLOTS = 1 << 14;

  /** Spreads masks over the slots: 2^32 divided by the golden ratio. */
  private static final int GOLDEN = 0x9E3779B1;

  private final Model model;
  private final int[] masks = new int[SLOTS];
  private final Bin[] kept = new Bin[SLOTS];

  Bins(Model model) {
    this.model = model;
  }

  Bin of(int mask) {
    int slot = (mask * GOLDEN) >>> Integer.numberOfLeadingZeros(SLOTS - 1);
    if (kept[slot] == null || masks[slot] != mask) {
      kept[slot] = divide(mask);
      masks[slot] = mask;
    }
    return kept[slot];
  }

  private Bin divide(int mask) {
    Division division = new Division(model, Integer.bitCount(mask));
    for (int left = mask; left != 0; left &= left - 1) {
      division.add(Integer.numberOfTrailingZeros(left));
    }
    return new Bin(model.demandPpm(mask), division.routers(), division.partsPpm());
  }
}
