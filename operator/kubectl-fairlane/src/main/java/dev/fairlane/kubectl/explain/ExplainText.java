package dev.fairlane.kubectl.explain;

import dev.fairlane.kubectl.explain.Explanation.ConditionShown;
import dev.fairlane.kubectl.explain.Explanation.EntitlementShown;
import dev.fairlane.kubectl.explain.Explanation.EventShown;
import dev.fairlane.kubectl.explain.Explanation.PathShown;
import dev.fairlane.kubectl.explain.Explanation.PlanShown;
import dev.fairlane.kubectl.explain.Explanation.PoolShown;
import dev.fairlane.kubectl.text.Age;
import dev.fairlane.kubectl.text.Cell;
import dev.fairlane.kubectl.text.Style;
import dev.fairlane.kubectl.text.Styles;
import dev.fairlane.kubectl.text.Table;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** An explanation for people. Pure. */
final class ExplainText {

  private static final String UNKNOWN = "-";

  private final Explanation explanation;
  private final Styles styles;
  private final StringBuilder text = new StringBuilder();

  private ExplainText(Explanation explanation, Styles styles) {
    this.explanation = explanation;
    this.styles = styles;
  }

  static String render(Explanation explanation, Styles styles) {
    return new ExplainText(explanation, styles).render();
  }

  private String render() {
    line(
        "Router %s/%s, generation %d, in the pool %s."
            .formatted(
                explanation.namespace(),
                explanation.name(),
                explanation.generation(),
                explanation.poolName()));
    line(explanation.summary());
    if (explanation.forwarder() != null) {
      line(
          "It runs in the forwarder %s on the node %s."
              .formatted(explanation.forwarder(), explanation.node()));
    }
    list("Next", explanation.nextSteps());
    conditions();
    paths();
    if (explanation.entitlement() != null) {
      entitlement(explanation.entitlement());
    }
    if (explanation.pool() != null) {
      pool(explanation.pool());
    }
    events();
    list("Notes", explanation.notes());
    return text.toString();
  }

  private void conditions() {
    heading("Conditions");
    if (explanation.conditions().isEmpty()) {
      line("  none yet");
      return;
    }
    Table table = new Table("CONDITION", "STATUS", "REASON", "SINCE", "MESSAGE");
    for (ConditionShown condition : explanation.conditions()) {
      String former = condition.current() ? "" : " (about a former generation)";
      table.add(
          List.of(
              Cell.of(condition.type()),
              Cell.of(condition.status(), Style.ofStatus(condition.status())),
              Cell.of(condition.reason()),
              Cell.of(age(condition.sinceSeconds())),
              Cell.of(condition.message() + former)));
    }
    table(table);
  }

  private void paths() {
    heading("Paths");
    Table table =
        new Table(
            "INTERFACE",
            "NETWORK",
            "DEVICE",
            "WORKER",
            "CORE",
            "STATE",
            "RATE/S",
            "DROPS/S",
            "CYCLES/PACKET");
    for (PathShown path : explanation.paths()) {
      table.add(
          List.of(
              Cell.of(path.interfaceName()),
              Cell.of(path.network()),
              cell(path.device()),
              cell(path.worker()),
              cell(path.core()),
              cell(path.inputOf() == null ? path.state() : "input of " + path.inputOf()),
              cell(path.packetsPerSecond()),
              cell(path.dropsPerSecond()),
              cell(path.costCyclesPerPacket())));
    }
    table(table);
  }

  private void entitlement(EntitlementShown entitlement) {
    heading("Entitlement");
    line(
        "  Entitled to %s cores, received %s (mean over 30 s, written %s ago)."
            .formatted(
                entitlement.entitledCores(),
                Objects.toString(entitlement.receivedCores(), UNKNOWN),
                age(entitlement.figuresAgeSeconds())));
    entitlement.division().forEach(step -> line("  " + step));
  }

  private void pool(PoolShown pool) {
    heading("Pool " + explanation.poolName());
    line(
        "  Ready: %s. %s"
            .formatted(
                styles.apply(Style.ofStatus(pool.ready()), pool.ready()),
                Objects.toString(pool.message(), "")));
    if (pool.rebalance() != null) {
      line(
          "  Rebalancing: %s for %s. %s"
              .formatted(
                  pool.rebalance().verdict(),
                  age(pool.rebalance().ageSeconds()),
                  Objects.toString(pool.rebalance().message(), "")));
    }
    PlanShown plan = pool.lastPlan();
    line(
        plan == null
            ? "  No plan has changed anything yet."
            : "  Last plan: %s, %s ago. %s"
                .formatted(
                    plan.reason(), age(plan.ageSeconds()), Objects.toString(plan.message(), "")));
  }

  private void events() {
    if (explanation.events().isEmpty()) {
      return;
    }
    heading("Events");
    Table table = new Table("AGE", "TYPE", "REASON", "MESSAGE");
    for (EventShown event : explanation.events()) {
      Style style = "Warning".equals(event.type()) ? Style.DOUBTFUL : Style.PLAIN;
      table.add(
          List.of(
              Cell.of(age(event.ageSeconds())),
              Cell.of(Objects.toString(event.type(), UNKNOWN), style),
              cell(event.reason()),
              cell(event.message())));
    }
    table(table);
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      heading(heading);
      lines.forEach(each -> line("  " + each));
    }
  }

  private void heading(String heading) {
    text.append('\n');
    line(styles.apply(Style.HEADING, heading));
  }

  private void table(Table table) {
    table.render(styles).lines().forEach(each -> line("  " + each));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static Cell cell(Object value) {
    return Cell.of(Objects.toString(value, UNKNOWN));
  }

  private static String age(Long seconds) {
    return seconds == null ? UNKNOWN : Age.text(Duration.ofSeconds(seconds));
  }
}
