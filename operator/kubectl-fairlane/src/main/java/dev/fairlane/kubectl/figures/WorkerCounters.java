package dev.fairlane.kubectl.figures;

/** What a worker did since its forwarder's boot, in cycles; the four add up to the elapsed ones. */
record WorkerCounters(
    double busyCycles, double idleCycles, double overheadCycles, double stolenCycles) {

  double elapsedCycles() {
    return busyCycles + idleCycles + overheadCycles + stolenCycles;
  }

  WorkerCounters minus(WorkerCounters earlier) {
    return new WorkerCounters(
        busyCycles - earlier.busyCycles,
        idleCycles - earlier.idleCycles,
        overheadCycles - earlier.overheadCycles,
        stolenCycles - earlier.stolenCycles);
  }

  boolean isNegativeSomewhere() {
    return busyCycles < 0 || idleCycles < 0 || overheadCycles < 0 || stolenCycles < 0;
  }
}
