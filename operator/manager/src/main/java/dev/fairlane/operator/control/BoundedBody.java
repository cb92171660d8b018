package dev.fairlane.operator.control;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * Reads an answer of at most 8 MiB: a forwarder must not be able to exhaust the operator's memory.
 */
final class BoundedBody {

  static final int MAX_BYTES = 8 << 20;

  private BoundedBody() {}

  /** The whole body, or a failure as soon as it grows beyond the limit. */
  static Future<Buffer> of(HttpClientResponse response) {
    Promise<Buffer> whole = Promise.promise();
    Buffer bytes = Buffer.buffer();
    response.handler(
        chunk -> {
          if (bytes.length() + chunk.length() > MAX_BYTES) {
            whole.tryFail("the answer is larger than %d bytes".formatted(MAX_BYTES));
            response.request().reset();
          } else {
            bytes.appendBuffer(chunk);
          }
        });
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(bytes));
    return whole.future();
  }
}
