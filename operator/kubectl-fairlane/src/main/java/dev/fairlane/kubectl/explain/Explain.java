package dev.fairlane.kubectl.explain;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.text.NearestName;
import dev.fairlane.kubectl.text.Styles;
import io.fabric8.kubernetes.api.model.Event;
import java.util.List;
import java.util.Optional;

/** The way into this package. Pure. */
public final class Explain {

  private Explain() {}

  public static Optional<VirtualRouter> find(String namespace, String name, ClusterState state) {
    return state.routers().stream()
        .filter(router -> router.getMetadata().getNamespace().equals(namespace))
        .filter(router -> router.getMetadata().getName().equals(name))
        .findFirst();
  }

  /** A sentence that helps somebody who mistyped a router's name or forgot its namespace. */
  public static String noSuchRouter(String namespace, String name, ClusterState state) {
    String start = "There is no router %s in the namespace %s".formatted(name, namespace);
    List<String> elsewhere =
        state.routers().stream()
            .filter(router -> router.getMetadata().getName().equals(name))
            .map(router -> router.getMetadata().getNamespace())
            .sorted()
            .toList();
    if (!elsewhere.isEmpty()) {
      return "%s; there is one in: %s.".formatted(start, String.join(", ", elsewhere));
    }
    List<String> here =
        state.routers().stream()
            .filter(router -> router.getMetadata().getNamespace().equals(namespace))
            .map(router -> router.getMetadata().getName())
            .toList();
    return NearestName.of(name, here)
        .map(near -> "%s; did you mean %s?".formatted(start, near))
        .orElseGet(() -> here.isEmpty() ? "%s, nor any other.".formatted(start) : start + ".");
  }

  /**
   * @param events about the router, in any order
   * @param notes what could not be read
   */
  public static Explanation explain(
      VirtualRouter router, ClusterState state, List<Event> events, List<String> notes) {
    return new ExplanationFactory(router, state).explanation(events, notes);
  }

  public static String text(Explanation explanation, Styles styles) {
    return ExplainText.render(explanation, styles);
  }
}
