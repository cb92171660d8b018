package dev.fairlane.click.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the forwarder says of an element class.
 *
 * @param parameters by place; what follows a repeated one is given by keyword alone
 * @param startsPath whether packets enter the router here, as in FromDevice
 * @param breaksCycles whether a packet that has gone through cannot come back through it for ever
 */
public record ElementClass(
    String name,
    List<Parameter> parameters,
    Ports inputs,
    Ports outputs,
    Flow inputFlow,
    Flow outputFlow,
    Sharing sharing,
    boolean startsPath,
    boolean breaksCycles) {

  public ElementClass {
    parameters = List.copyOf(parameters);
  }

  /** A class with one input, one output, no parameters, agnostic and with instances per path. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Says what is different from the plainest class. */
  public static final class Builder {

    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();
    private Ports inputs = Ports.exactly(1);
    private Ports outputs = Ports.exactly(1);
    private Flow inputFlow = Flow.AGNOSTIC;
    private Flow outputFlow = Flow.AGNOSTIC;
    private Sharing sharing = Sharing.PER_PATH;
    private boolean startsPath;
    private boolean breaksCycles;

    private Builder(String name) {
      this.name = name;
    }

    public Builder required(String keyword, ArgumentType type) {
      return parameter(new Parameter(keyword, type, true, Optional.empty(), false));
    }

    public Builder optional(String keyword, ArgumentType type, String otherwise) {
      return parameter(new Parameter(keyword, type, false, Optional.of(otherwise), false));
    }

    public Builder repeated(String keyword, ArgumentType type) {
      return parameter(new Parameter(keyword, type, true, Optional.empty(), true));
    }

    private Builder parameter(Parameter parameter) {
      if (parameter.required() && parameters.stream().anyMatch(Parameter::repeated)) {
        throw new IllegalArgumentException(
            name + ": only what may be left out may follow a repeated parameter");
      }
      parameters.add(parameter);
      return this;
    }

    public Builder inputs(Ports ports, Flow flow) {
      inputs = ports;
      inputFlow = flow;
      return this;
    }

    public Builder outputs(Ports ports, Flow flow) {
      outputs = ports;
      outputFlow = flow;
      return this;
    }

    public Builder sharing(Sharing value) {
      sharing = value;
      return this;
    }

    public Builder startsPath(boolean value) {
      startsPath = value;
      return this;
    }

    public Builder breaksCycles(boolean value) {
      breaksCycles = value;
      return this;
    }

    public ElementClass build() {
      return new ElementClass(
          name,
          parameters,
          inputs,
          outputs,
          inputFlow,
          outputFlow,
          sharing,
          startsPath,
          breaksCycles);
    }
  }
}
