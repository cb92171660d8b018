package dev.fairlane.operator.decide;

/** Finds places for routers. Pure: the same evaluation gives the same plan. */
public interface Planner {

  Plan plan(Evaluation evaluation);
}
