package dev.fairlane.operator.configuration;

import dev.fairlane.operator.control.ConfigDocument;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a config document a problem is.
 *
 * @param router index in the document's routers, -1 when the problem is elsewhere
 * @param inRouter the rest of the path, inside the router's entry; empty for the entry itself
 */
public record ProblemPath(int router, String inRouter) {

  private static final Pattern ROUTER = Pattern.compile("routers\\[(\\d{1,9})](?:\\.(.*))?");
  private static final Pattern ELEMENT =
      Pattern.compile("forwarding\\.click\\.elements\\[(\\d{1,9})](?:\\.(?:arguments\\.)?(.*))?");
  private static final Pattern INTERFACE = Pattern.compile("interfaces\\[(\\d{1,9})](?:\\.(.*))?");

  public static ProblemPath of(String path) {
    Matcher matcher = ROUTER.matcher(path);
    if (!matcher.matches()) {
      return new ProblemPath(-1, path);
    }
    return new ProblemPath(
        Integer.parseInt(matcher.group(1)), matcher.group(2) == null ? "" : matcher.group(2));
  }

  /**
   * The field of the VirtualRouter that the tenant can change about it. Interfaces and routes are
   * in the document in the order of the spec; a device stands for the interface's network. What the
   * operator chose itself (paths, shares) has no field: it is named as it is. An element of a graph
   * is named by its name.
   *
   * @param refused what the forwarder was told
   */
  public static String toSpecField(String inRouter, ConfigDocument.Forwarding refused) {
    Matcher element = ELEMENT.matcher(inRouter);
    if (element.matches() && refused.click() != null) {
      int place = Integer.parseInt(element.group(1));
      List<ConfigDocument.Element> elements = refused.click().elements();
      String name = place < elements.size() ? elements.get(place).name() : element.group(1);
      String rest = element.group(2) == null ? "" : " " + element.group(2);
      return "spec.forwarding.click: " + name + rest;
    }
    Matcher matcher = INTERFACE.matcher(inRouter);
    if (matcher.matches()) {
      String interfaceField = "spec.interfaces[%s]".formatted(matcher.group(1));
      String rest = matcher.group(2) == null ? "" : matcher.group(2);
      return rest.isEmpty()
          ? interfaceField
          : interfaceField + "." + (rest.equals("device") ? "network" : rest);
    }
    if (inRouter.startsWith("forwarding") || inRouter.equals("interfaces")) {
      return "spec." + inRouter;
    }
    return inRouter.isEmpty() ? "spec" : inRouter;
  }
}
