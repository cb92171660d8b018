package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** A time of the week in which paths may be moved. All times are UTC. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.from != self.to",
    message = "from and to are the same time: a window of a whole day is from 00:00 to 24:00",
    fieldPath = ".to")
public record MaintenanceWindow(
    @JsonPropertyDescription(
            "Days on which the window opens, 1 to 7 of Mon, Tue, Wed, Thu, Fri, Sat and Sun (UTC). "
                + "Default: every day.")
        @Size(min = 1, max = 7)
        List<Weekday> days,
    @JsonPropertyDescription("When it opens, HH:MM in UTC, 00:00 to 23:59.")
        @Required
        @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        @Size(min = 5, max = 5)
        String from,
    @JsonPropertyDescription(
            "When it closes, HH:MM in UTC, 00:00 to 24:00; a time before from is on the next day.")
        @Required
        @Pattern("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")
        @Size(min = 5, max = 5)
        String to) {
  public MaintenanceWindow {
    days = days == null ? List.of() : List.copyOf(days);
  }
}
