package dev.fairlane.operator.decide;

import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.model.PoolSnapshot;
import java.util.List;

/** A snapshot, and what follows from it before anything is decided. */
public record Evaluation(PoolSnapshot snapshot, List<Admission> admissions) {

  public Evaluation {
    admissions = List.copyOf(admissions);
  }

  public static Evaluation of(PoolSnapshot snapshot, RouterGraphs graphs) {
    return new Evaluation(snapshot, AdmissionPolicy.admit(snapshot, graphs));
  }

  /** The routers that the pool takes as they are, oldest first. */
  public List<Admission> accepted() {
    return admissions.stream().filter(admission -> admission.accepted().holds()).toList();
  }

  /** The routers that get or keep a place, oldest first. */
  public List<Admission> placeable() {
    return admissions.stream().filter(Admission::isPlaceable).toList();
  }
}
