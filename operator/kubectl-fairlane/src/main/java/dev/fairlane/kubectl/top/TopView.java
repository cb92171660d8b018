package dev.fairlane.kubectl.top;

import java.util.List;

/**
 * All that one look shows.
 *
 * @param time of the look, RFC 3339
 * @param routers by namespace and name
 * @param workers by forwarder and index
 * @param notes what is missing and why, in sentences
 */
public record TopView(
    String time, List<RouterRow> routers, List<WorkerRow> workers, List<String> notes) {

  public TopView {
    routers = List.copyOf(routers);
    workers = List.copyOf(workers);
    notes = List.copyOf(notes);
  }
}
