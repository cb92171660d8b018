package dev.fairlane.kubectl.top;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.text.NearestName;
import dev.fairlane.kubectl.text.Styles;
import java.util.List;

/** The way into this package. Pure. */
public final class Top {

  private Top() {}

  public static TopView view(ClusterState state, LiveFigures live, Selection selection) {
    return TopViewFactory.view(state, live, selection);
  }

  /** The forwarders whose workers are shown. */
  public static List<Forwarder> forwarders(ClusterState state, Selection selection) {
    return TopViewFactory.forwarders(state, selection);
  }

  public static String text(TopView view, Styles styles) {
    return TopText.render(view, styles);
  }

  /** A sentence that helps somebody who mistyped a pool's name. */
  public static String noSuchPool(String pool, ClusterState state) {
    List<String> names =
        state.pools().stream().map(each -> each.getMetadata().getName()).sorted().toList();
    return NearestName.of(pool, names)
        .map(near -> "There is no pool %s; did you mean %s?".formatted(pool, near))
        .orElse("There is no pool %s; there are: %s.".formatted(pool, String.join(", ", names)));
  }
}
