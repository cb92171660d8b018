package dev.fairlane.placement.assign;

/** How far the filling of workers came: what routers have received, and what was wasted of it. */
final class Progress {

  /** A grant is rounded to a millionth of a core, and those of a worker and a router add up. */
  private static final long ROUNDING_PPM = 100;

  /** With more paths than these to come, a router may have a whole worker. */
  private static final int MOST_JOINING = 3;

  private final Model model;
  private final Bins bins;
  private final long[] needPpm;
  private final long[] receivedPpm;
  private final long[] unplacedPpm;
  private final int[] pathsOf;
  private long wastePpm;

  /**
   * @param lackPpm the most that a router may lack of what is due
   */
  Progress(Model model, Bins bins, long lackPpm) {
    this.model = model;
    this.bins = bins;
    this.needPpm = new long[model.routers];
    this.receivedPpm = new long[model.routers];
    this.unplacedPpm = new long[model.routers];
    this.pathsOf = new int[model.routers];
    this.wastePpm = (long) model.workers * Steps.CORE_PPM + ROUNDING_PPM;
    for (int router = 0; router < model.routers; router++) {
      needPpm[router] = Math.max(0, model.duePpm[router] - lackPpm);
      wastePpm -= needPpm[router];
    }
    for (int path = 0; path < model.paths; path++) {
      unplacedPpm[model.routerOf[path]] += model.demandPpm[path];
      pathsOf[model.routerOf[path]] |= 1 << path;
    }
  }

  /**
   * What may still be wasted: all workers together have what routers need and this. It is wasted
   * when a worker idles, and when a router receives more than it needs.
   */
  long wastePpm() {
    return wastePpm;
  }

  /** What each router still has to receive; 0 when it has no path left that could. */
  long[] missingPpm() {
    long[] missing = new long[model.routers];
    for (int router = 0; router < model.routers; router++) {
      missing[router] =
          unplacedPpm[router] == 0 ? 0 : Math.max(0, needPpm[router] - receivedPpm[router]);
    }
    return missing;
  }

  /** Takes a path into the worker that is being filled. */
  void take(int path) {
    unplacedPpm[model.routerOf[path]] -= model.demandPpm[path];
  }

  void giveBack(int path) {
    unplacedPpm[model.routerOf[path]] += model.demandPpm[path];
  }

  /**
   * Whether every router of a bin can still receive what it needs, however the bin is filled up.
   * More paths give the other routers less; those of a router may give it more.
   *
   * @param mask the paths of the bin
   * @param open paths that may still come into it
   */
  boolean canGrow(int mask, int open) {
    Bin bin = bins.of(mask);
    for (int i = 0; i < bin.routers().length; i++) {
      int router = bin.routers()[i];
      int own = pathsOf[router] & open;
      long most = own == 0 ? bin.grantedPpm()[i] : most(router, mask, own);
      if (misses(router, most)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The most that a router can have of a bin, beyond the demands of its paths that are not in it.
   */
  private long most(int router, int mask, int own) {
    if (Integer.bitCount(own) > MOST_JOINING) {
      return Steps.CORE_PPM;
    }
    long most = 0;
    for (int joining = own; ; joining = (joining - 1) & own) {
      Bin bin = bins.of(mask | joining);
      most = Math.max(most, bin.grantedPpm(router) - model.demandPpm(joining));
      if (joining == 0) {
        return most;
      }
    }
  }

  /** Whether every router of a bin can still receive what it needs when the bin is as it is. */
  boolean canClose(Bin bin) {
    for (int i = 0; i < bin.routers().length; i++) {
      if (misses(bin.routers()[i], bin.grantedPpm()[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean misses(int router, long grantedPpm) {
    return receivedPpm[router] + grantedPpm + unplacedPpm[router] < needPpm[router];
  }

  void close(Bin bin) {
    wastePpm -= bin.idlePpm();
    for (int i = 0; i < bin.routers().length; i++) {
      receive(bin.routers()[i], bin.grantedPpm()[i]);
    }
  }

  void reopen(Bin bin) {
    wastePpm += bin.idlePpm();
    for (int i = 0; i < bin.routers().length; i++) {
      receive(bin.routers()[i], -bin.grantedPpm()[i]);
    }
  }

  private void receive(int router, long ppm) {
    wastePpm += surplusPpm(router);
    receivedPpm[router] += ppm;
    wastePpm -= surplusPpm(router);
  }

  private long surplusPpm(int router) {
    return Math.max(0, receivedPpm[router] - needPpm[router]);
  }
}
