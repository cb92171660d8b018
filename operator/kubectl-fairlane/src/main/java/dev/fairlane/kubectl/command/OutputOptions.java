package dev.fairlane.kubectl.command;

import picocli.CommandLine.Option;

/** How results are printed. */
final class OutputOptions {

  /** The forms of output, by the names that users type. */
  enum Form {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text for people or json for programs. Default: text.")
  private Form form;

  boolean isJson() {
    return form == Form.json;
  }
}
