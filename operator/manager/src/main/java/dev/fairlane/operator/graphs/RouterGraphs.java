package dev.fairlane.operator.graphs;

import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.click.Checked;
import dev.fairlane.click.Click;
import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.graph.Graph;
import dev.fairlane.click.graph.InterfacePaths;
import dev.fairlane.operator.model.ClickParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The checked graphs of routers with {@code forwarding.click}. A check depends on the router's
 * spec, the values of its parameters and the catalogue alone, so it is done once for each of these
 * and then remembered. Any thread.
 */
public final class RouterGraphs {

  /** More routers than this are checked again each turn: slow, and right. */
  private static final int MOST_REMEMBERED = 1024;

  private final Catalogue catalogue;
  private final Map<String, Memory> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Memory> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  public RouterGraphs(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What came of the check; nothing for a router without a graph. */
  public synchronized Optional<Checked> check(VirtualRouter router, ClickParameters parameters) {
    String text = router.getSpec().forwarding().click();
    if (text == null) {
      return Optional.empty();
    }
    Interfaces interfaces = named(router);
    Map<String, String> values = parameters.values();
    Memory memory =
        remembered.compute(
            router.getMetadata().getUid(),
            (uid, known) ->
                known != null && known.isOf(text, interfaces, values)
                    ? known
                    : new Memory(
                        text,
                        interfaces,
                        values,
                        Click.check(text, catalogue, interfaces, values)));
    return Optional.of(memory.checked());
  }

  /** The graph; nothing for a router without one, or with one that is refused. */
  public Optional<Graph> graph(VirtualRouter router, ClickParameters parameters) {
    return check(router, parameters)
        .filter(Checked.Accepted.class::isInstance)
        .map(checked -> ((Checked.Accepted) checked).graph());
  }

  /** The inputs of each path of the graph; nothing for a router without one. */
  public Optional<List<List<String>>> paths(VirtualRouter router, ClickParameters parameters) {
    List<String> interfaces =
        router.getSpec().interfaces().stream().map(RouterInterface::name).toList();
    return graph(router, parameters).map(graph -> InterfacePaths.of(graph, interfaces));
  }

  private static Interfaces named(VirtualRouter router) {
    List<RouterInterface> interfaces = router.getSpec().interfaces();
    return new Interfaces(
        interfaces.stream().map(RouterInterface::name).collect(Collectors.toSet()),
        interfaces.stream()
            .filter(each -> each.addresses().stream().anyMatch(RouterGraphs::isIpv4))
            .map(RouterInterface::name)
            .collect(Collectors.toSet()));
  }

  private static boolean isIpv4(String address) {
    return address.indexOf(':') < 0;
  }

  private record Memory(
      String text, Interfaces interfaces, Map<String, String> values, Checked checked) {

    boolean isOf(String otherText, Interfaces others, Map<String, String> otherValues) {
      return text.equals(otherText) && interfaces.equals(others) && values.equals(otherValues);
    }
  }
}
