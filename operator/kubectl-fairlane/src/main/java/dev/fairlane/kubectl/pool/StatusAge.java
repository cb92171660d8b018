package dev.fairlane.kubectl.pool;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * How long ago a status was written, as the API server notes it in managedFields. The operator
 * writes figures only when they changed by more than 10 %. Pure.
 */
public final class StatusAge {

  private StatusAge() {}

  /** Nothing while there is no status. */
  public static Optional<Duration> of(HasMetadata object, Instant now) {
    return Optional.ofNullable(object.getMetadata().getManagedFields()).stream()
        .flatMap(entries -> entries.stream())
        .filter(entry -> "status".equals(entry.getSubresource()) && entry.getTime() != null)
        .map(ManagedFieldsEntry::getTime)
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .map(written -> Duration.between(written, now));
  }
}
