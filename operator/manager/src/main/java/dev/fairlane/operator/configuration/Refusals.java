package dev.fairlane.operator.configuration;

import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.Problem;
import dev.fairlane.operator.model.RouterVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one boot of a forwarder refused, by router uid. Immutable. Another boot may judge otherwise,
 * so it starts with nothing.
 *
 * @param whole problems that belong to no router
 */
public record Refusals(String bootId, Map<String, Refusal> byRouter, List<Problem> whole) {

  public static final Refusals NONE = new Refusals("", Map.of(), List.of());

  public Refusals {
    byRouter = Map.copyOf(byRouter);
    whole = List.copyOf(whole);
  }

  public Refusals ofBoot(String id) {
    return id.equals(bootId) ? this : new Refusals(id, Map.of(), List.of());
  }

  /** Whether exactly this entry was refused. */
  public boolean holds(ConfigDocument.Router entry) {
    Refusal refusal = byRouter.get(entry.uid());
    return refusal != null && refusal.entry().equals(entry);
  }

  /** The refusal of a router in this version. */
  public Optional<Refusal> of(String routerUid, RouterVersion version) {
    return Optional.ofNullable(byRouter.get(routerUid))
        .filter(refusal -> RouterVersion.of(refusal.entry()).equals(version));
  }

  /** With what an answer 422 to this document says. */
  public Refusals with(ConfigDocument document, List<Problem> problems) {
    Map<Integer, List<Problem>> byIndex = new LinkedHashMap<>();
    List<Problem> others = new ArrayList<>();
    for (Problem problem : problems) {
      ProblemPath path = ProblemPath.of(problem.path());
      if (path.router() >= 0 && path.router() < document.routers().size()) {
        byIndex
            .computeIfAbsent(path.router(), index -> new ArrayList<>())
            .add(new Problem(path.inRouter(), problem.reason()));
      } else {
        others.add(problem);
      }
    }
    Map<String, Refusal> next = new HashMap<>(byRouter);
    byIndex.forEach(
        (index, found) -> {
          ConfigDocument.Router entry = document.routers().get(index);
          next.put(entry.uid(), new Refusal(entry, found));
        });
    return new Refusals(bootId, next, others);
  }

  /**
   * After a document was applied: nothing is wrong with the whole, and only routers that are
   * assigned matter.
   */
  public Refusals applied(ConfigDocument document) {
    Map<String, Refusal> next = new HashMap<>(byRouter);
    document.routers().stream()
        .filter(entry -> entry.keep() == null)
        .forEach(entry -> next.remove(entry.uid()));
    return new Refusals(bootId, next, List.of());
  }
}
