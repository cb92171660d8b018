package dev.fairlane.operator.cycle;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import java.util.Set;

/**
 * Ends the operator at one of its writes to the API server: before it is sent. Counts the writes.
 * Not safe for several threads.
 */
final class DeadlyWrites implements Interceptor {

  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
  private int written;
  private int deadly = Integer.MAX_VALUE;

  /**
   * From now on the write of this number is not sent.
   *
   * @param number from 1
   */
  void dieAt(int number) {
    written = 0;
    deadly = number;
  }

  /** Writes since {@link #dieAt}. */
  int written() {
    return written;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!WRITES.contains(request.method())) {
      return;
    }
    written++;
    if (written >= deadly) {
      throw new Killed("write %d, %s %s".formatted(written, request.method(), request.uri()));
    }
  }
}
