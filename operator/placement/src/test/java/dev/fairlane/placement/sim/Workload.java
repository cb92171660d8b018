package dev.fairlane.placement.sim;

import java.util.Locale;
import java.util.Random;

/** What routers are offered over time: a quarter of a core each, and what happens beside that. */
enum Workload {
  /** The routers of one worker are offered three times as much. */
  STEP {
    @Override
    double factor(int router, int tick, Random random) {
      return isStruck(router) && tick >= EVENT ? 3 : 1;
    }
  },
  /** The same, but it grows over 100 ticks. */
  RAMP {
    @Override
    double factor(int router, int tick, Random random) {
      double grown = Math.clamp((tick - EVENT) / 100.0, 0, 1);
      return isStruck(router) ? 1 + 2 * grown : 1;
    }
  },
  /** A day of 240 ticks, which is not the same hour for all. */
  DIURNAL {
    @Override
    double factor(int router, int tick, Random random) {
      double phase = 2 * Math.PI * (tick / 240.0 + (router % 3) / 3.0);
      return 1 + 0.8 * Math.sin(phase);
    }
  },
  /** Each router is offered three times as much in one of ten windows. */
  BURSTY {
    @Override
    double factor(int router, int tick, Random random) {
      return random.nextInt(10) == 0 ? 3 : 0.8;
    }
  },
  /** One router is offered ten times as much for 50 ticks. */
  FLASH_CROWD {
    @Override
    double factor(int router, int tick, Random random) {
      return router == 0 && tick >= EVENT && tick < EVENT + 50 ? 10 : 1;
    }
  },
  /** Half of the routers are offered much in every other window, the rest in the others. */
  OSCILLATION {
    @Override
    double factor(int router, int tick, Random random) {
      return (router + tick) % 2 == 0 ? 1.7 : 0.3;
    }
  },
  /** Four more routers are set up, one after the other, while half of the others use little. */
  ARRIVALS {
    @Override
    double factor(int router, int tick, Random random) {
      if (router >= FIRST_ARRIVAL) {
        return 1.4;
      }
      return router % 2 == 0 ? 0.6 : 1.6;
    }

    @Override
    boolean exists(int router, int tick) {
      return tick >= EVENT + 10 * (router - FIRST_ARRIVAL) || router < FIRST_ARRIVAL;
    }
  },
  /** The step, while the forwarder is down for three ticks and starts anew. */
  FAILURE {
    @Override
    double factor(int router, int tick, Random random) {
      return STEP.factor(router, tick, random);
    }

    @Override
    boolean isDown(int tick) {
      return tick >= EVENT && tick < EVENT + 3;
    }

    /** Counters that started anew tell something with their second reading. */
    @Override
    boolean isSilent(int tick) {
      return tick >= EVENT && tick < EVENT + 4;
    }
  };

  private static final int FIRST_ARRIVAL = 8;

  /** The tick of what happens once. */
  static final int EVENT = 60;

  static final int TICKS = 360;
  private static final double BASE_CORES = 0.25;
  private static final double NOISE = 0.05;

  /** What the router is offered, as a part of its base. */
  abstract double factor(int router, int tick, Random random);

  /** Whether a router was set up. */
  boolean exists(int router, int tick) {
    return true;
  }

  /** Whether the forwarder runs nothing. */
  boolean isDown(int tick) {
    return false;
  }

  /** Whether nobody is told what happens in a tick. */
  boolean isSilent(int tick) {
    return false;
  }

  /** Every fourth router: with routers dealt in turn to four workers, these share one. */
  static boolean isStruck(int router) {
    return router % 4 == 0;
  }

  double offeredCores(int router, int tick, Random random) {
    double noise = 1 + NOISE * (2 * random.nextDouble() - 1);
    return BASE_CORES * factor(router, tick, random) * noise;
  }

  /** As tables and files name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
