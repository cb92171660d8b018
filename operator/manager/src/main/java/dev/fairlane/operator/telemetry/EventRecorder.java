package dev.fairlane.operator.telemetry;

import dev.fairlane.operator.model.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Tells about transitions in Events ({@code kubectl describe}). An Event that cannot be written is
 * only logged.
 */
public final class EventRecorder {

  private static final Logger LOG = Logger.getLogger(EventRecorder.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CONTROLLER = "fairlane.dev/operator";
  private static final int LONGEST_MESSAGE = 1000;

  /** The API server takes Events about cluster-scoped objects in this namespace only. */
  private static final String NAMESPACE_OF_CLUSTER_SCOPED = "default";

  private final KubernetesClient client;
  private final String instance;
  private final InstantSource clock;

  /**
   * @param instance names this process, for example its pod
   */
  public EventRecorder(KubernetesClient client, String instance, InstantSource clock) {
    this.client = client;
    this.instance = instance;
    this.clock = clock;
  }

  /**
   * One Event for each condition that is new or says another status or reason; not for what is
   * unknown.
   */
  public void transitions(HasMetadata about, List<Condition> before, List<Condition> after) {
    after.stream()
        .filter(condition -> !condition.getStatus().equals("Unknown"))
        .filter(condition -> before.stream().noneMatch(former -> says(former, condition)))
        .forEach(condition -> record(about, condition));
  }

  /**
   * One Event.
   *
   * @param action what was done or decided, in one CamelCase word
   * @param warning whether somebody should look at it
   */
  public void tell(
      HasMetadata about, String action, Reason reason, String message, boolean warning) {
    record(about, action, reason.text(), message, warning);
  }

  private static boolean says(Condition former, Condition condition) {
    return former.getType().equals(condition.getType())
        && former.getStatus().equals(condition.getStatus())
        && former.getReason().equals(condition.getReason());
  }

  private void record(HasMetadata about, Condition condition) {
    boolean warning = !condition.getStatus().equals("True");
    record(about, condition.getType(), condition.getReason(), condition.getMessage(), warning);
  }

  private void record(
      HasMetadata about, String action, String reason, String message, boolean warning) {
    String namespace =
        Objects.requireNonNullElse(about.getMetadata().getNamespace(), NAMESPACE_OF_CLUSTER_SCOPED);
    Instant now = clock.instant();
    String second = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Event event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(about.getMetadata().getName() + "-")
            .withNamespace(namespace)
            .endMetadata()
            .withEventTime(new MicroTime(MICROS.format(now)))
            .withFirstTimestamp(second)
            .withLastTimestamp(second)
            .withCount(1)
            .withNewSource()
            .withComponent(CONTROLLER)
            .endSource()
            .withReportingComponent(CONTROLLER)
            .withReportingInstance(instance)
            .withAction(action)
            .withReason(reason)
            .withMessage(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
            .withType(warning ? "Warning" : "Normal")
            .withInvolvedObject(reference(about))
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("An event was not written: %s", e.getMessage());
    }
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(about.getMetadata().getNamespace())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .withResourceVersion(about.getMetadata().getResourceVersion())
        .build();
  }
}
