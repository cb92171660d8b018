package dev.fairlane.operator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** JSON of the control interface, to and from bytes. */
public final class ControlJson {

  private final ObjectMapper mapper = new ObjectMapper();

  public Buffer write(ConfigDocument document) {
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a config document of plain values can always be written", e);
    }
  }

  /**
   * @throws ForwarderUnreachableException when the bytes are not what the contract says
   */
  public <T> T read(Buffer bytes, Class<T> type) {
    try {
      T value = mapper.readValue(bytes.getBytes(), type);
      if (value == null) {
        throw new ForwarderUnreachableException("the forwarder's answer is empty");
      }
      return value;
    } catch (IOException e) {
      throw new ForwarderUnreachableException(
          "the forwarder's answer is not a valid " + type.getSimpleName(), e);
    }
  }
}
