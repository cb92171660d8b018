package dev.fairlane.e2e;

/** What people need when something did not happen: objects, conditions, events and logs. */
final class ClusterState {

  private static final String OPERATOR = "app.kubernetes.io/component=operator";
  private static final String FORWARDER = "app.kubernetes.io/name=fairlane-forwarder";

  private final Cluster cluster;

  ClusterState(Cluster cluster) {
    this.cluster = cluster;
  }

  void print() {
    section(
        "objects",
        "get",
        "virtualrouters,forwarderpools,forwarders,pods",
        "--all-namespaces",
        "--output",
        "wide");
    section(
        "conditions of routers",
        "get",
        "virtualrouters",
        "--all-namespaces",
        "--output",
        conditions());
    section("conditions of pools", "get", "forwarderpools", "--output", conditions());
    section(
        "conditions of forwarders",
        "get",
        "forwarders",
        "--all-namespaces",
        "--output",
        conditions());
    section(
        "assignments",
        "get",
        "forwarders",
        "--all-namespaces",
        "--output",
        "jsonpath={.items[*].spec}");
    section("events", "get", "events", "--all-namespaces", "--sort-by", ".lastTimestamp");
    log("operator", OPERATOR, false);
    log("forwarder", FORWARDER, false);
    log("forwarder, run before", FORWARDER, true);
  }

  private void log(String title, String selector, boolean previous) {
    section(
        "log of the " + title,
        "logs",
        "--namespace",
        Cluster.SYSTEM_NAMESPACE,
        "--selector",
        selector,
        "--tail=60",
        "--previous=" + previous);
  }

  private void section(String title, String... arguments) {
    String output = cluster.kubectl(arguments).output();
    System.out.printf("---- %s%n%s%n", title, last(output, 60));
  }

  private static String last(String text, int count) {
    var lines = text.lines().map(ClusterState::start).toList();
    return String.join(
        System.lineSeparator(), lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  /** A log line can hold a stack trace of many thousand characters. */
  private static String start(String line) {
    return line.substring(0, Math.min(line.length(), 500));
  }

  private static String conditions() {
    return "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name}{\"\\n\"}{range .status.conditions[*]}"
        + "  {.type}={.status} {.reason}: {.message}{\"\\n\"}{end}{end}";
  }
}
