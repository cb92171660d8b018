package dev.fairlane.operator.decide;

import dev.fairlane.operator.model.PoolSnapshot;
import java.util.List;

/** A snapshot, and what follows from it before anything is decided. */
public record Evaluation(PoolSnapshot snapshot, List<Admission> admissions) {

  public Evaluation {
    admissions = List.copyOf(admissions);
  }

  public static Evaluation of(PoolSnapshot snapshot) {
    return new Evaluation(snapshot, AdmissionPolicy.admit(snapshot));
  }

  /** The routers that the pool takes, oldest first. */
  public List<Admission> accepted() {
    return admissions.stream().filter(admission -> admission.accepted().holds()).toList();
  }
}
