package dev.fairlane.operator.graphs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlane.click.catalogue.AddressType;
import dev.fairlane.click.catalogue.ArgumentType;
import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.catalogue.Flow;
import dev.fairlane.click.catalogue.Parameter;
import dev.fairlane.click.catalogue.Ports;
import dev.fairlane.click.catalogue.Sharing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue as the forwarder's build writes it: {@code GET /v1/elements} of the control
 * interface, as far as a check of a graph needs it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CatalogueFile(List<Entry> elements) {

  private static final String RESOURCE = "/dev/fairlane/click/elements.json";

  /**
   * The catalogue that is baked into this operator.
   *
   * @throws UncheckedIOException when it is missing or not as the contract has it: a fault of the
   *     build
   */
  public static Catalogue bakedIn() {
    try (InputStream stream = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IOException("there is no resource " + RESOURCE);
      }
      return read(stream);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the element catalogue", e);
    }
  }

  static Catalogue read(InputStream stream) throws IOException {
    CatalogueFile file = new ObjectMapper().readValue(stream, CatalogueFile.class);
    return Catalogue.of(file.elements.stream().map(Entry::toClass).toList());
  }

  /** An element class. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(
      String name,
      String sharing,
      boolean startsPath,
      boolean breaksCycles,
      PortCount inputs,
      PortCount outputs,
      String inputFlow,
      String outputFlow,
      List<Argument> parameters) {

    ElementClass toClass() {
      return new ElementClass(
          name,
          parameters.stream().map(Argument::toParameter).toList(),
          inputs.toPorts(),
          outputs.toPorts(),
          flowOf(inputFlow),
          flowOf(outputFlow),
          sharingOf(sharing),
          startsPath,
          breaksCycles);
    }
  }

  /** How many ports a side has. */
  record PortCount(int least, int most, boolean perArgument) {

    Ports toPorts() {
      return perArgument ? Ports.onePerArgument() : Ports.between(least, most);
    }
  }

  /** A parameter. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Argument(
      String name,
      String type,
      boolean required,
      boolean variadic,
      @JsonProperty("default") String otherwise,
      BigInteger min,
      BigInteger max) {

    Parameter toParameter() {
      return new Parameter(
          name, argumentType(), required, Optional.ofNullable(otherwise), variadic);
    }

    private ArgumentType argumentType() {
      return switch (type) {
        case "whole" -> new ArgumentType.Whole(clamp(min), clamp(max));
        case "truth" -> new ArgumentType.Truth();
        case "ipv4Address" -> AddressType.IPV4_ADDRESS;
        case "ipv4Prefix" -> AddressType.IPV4_PREFIX;
        case "mac" -> AddressType.MAC;
        case "interface" -> new ArgumentType.Interface();
        case "text" -> new ArgumentType.Text();
        default -> throw new IllegalStateException(name + " has the unknown type " + type);
      };
    }
  }

  /** The forwarder counts without a sign; no graph needs the upper half. */
  private static long clamp(BigInteger value) {
    return value.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private static Flow flowOf(String text) {
    return switch (text) {
      case "push" -> Flow.PUSH;
      case "pull" -> Flow.PULL;
      case "agnostic" -> Flow.AGNOSTIC;
      default -> throw new IllegalStateException("unknown flow " + text);
    };
  }

  private static Sharing sharingOf(String text) {
    return switch (text) {
      case "perPath" -> Sharing.PER_PATH;
      case "shared" -> Sharing.SHARED;
      case "joining" -> Sharing.JOINING;
      default -> throw new IllegalStateException("unknown sharing " + text);
    };
  }
}
