package dev.fairlane.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;

class RobustnessPropertiesTest {

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(
            "a",
            "b",
            "a/b",
            "input",
            "output",
            "Counter",
            "FromDevice(wan)",
            "ToDevice(lan)",
            "Tee",
            "Queue",
            "elementclass",
            "X",
            "::",
            "->",
            ",",
            ";",
            "|",
            "{",
            "}",
            "[",
            "]",
            "0",
            "7",
            "(",
            ")",
            "$a",
            "\"",
            "\\",
            "/*",
            "*/",
            "//",
            "\n",
            "-",
            "é",
            "99999999999")
        .list()
        .ofMaxSize(120)
        .map(words -> String.join(" ", words));
  }

  /** A chain whose links are elements, tees with a side branch, and compound elements. */
  @Provide
  Arbitrary<String> routers() {
    return Arbitraries.of(
            "Counter",
            "c%d :: Counter",
            "Paint(%d)",
            "X(%d)",
            "t%d :: Tee [1] -> Discard; t%<d",
            "{ input -> Strip(%d) -> output }",
            "{ input -> X(%d) -> { input -> output } -> output }")
        .list()
        .ofMaxSize(30)
        .map(RobustnessPropertiesTest::router);
  }

  private static String router(List<String> links) {
    StringBuilder text =
        new StringBuilder("elementclass X { $a | input -> Paint($a) -> Counter -> output }\n");
    text.append("FromDevice(wan)");
    for (int i = 0; i < links.size(); i++) {
      text.append(" -> ").append(links.get(i).formatted(i));
    }
    return text.append(" -> ToDevice(lan);").toString();
  }

  @Property
  void anythingGetsAnAnswer(@ForAll("soup") String text) {
    assertThat(check(text)).isNotNull().isEqualTo(check(text));
  }

  @Property
  void aPrintedGraphIsTheSameGraph(@ForAll("routers") String text) {
    Checked checked = check(text);

    assertThat(checked).as(text).isInstanceOf(Checked.Accepted.class);
    assertThat(check(((Checked.Accepted) checked).graph().print())).isEqualTo(checked);
  }

  @Example
  void compoundsOfCompoundsDoNotBlowUp() {
    StringBuilder text = new StringBuilder("elementclass X0 { input -> Counter -> output }\n");
    for (int i = 1; i < 30; i++) {
      text.append("elementclass X%d { input -> X%d -> X%<d -> output }%n".formatted(i, i - 1));
    }
    text.append("FromDevice(wan) -> X29 -> ToDevice(lan);");

    assertThat(quickly(text.toString())).contains("expands to more than 32768 parts");
  }

  @Example
  void deepNestingIsRefused() {
    assertThat(quickly("a(".repeat(30_000))).contains("nested more than 32 deep");
    assertThat(quickly("{".repeat(60_000))).contains("nested more than 32 deep");
  }

  @Example
  void tooMuchTextIsRefused() {
    assertThat(quickly(" ".repeat(65_537))).contains("65537 bytes, and the most is 65536");
  }

  @Example
  void manyUnknownNamesAreAllReported() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      text.append("Z").append(i).append(';');
    }
    assertThat(quickly(text.toString())).contains("\"Z7999\"");
  }

  private static String quickly(String text) {
    return Assertions.assertTimeout(Duration.ofSeconds(10), () -> check(text).toString());
  }

  private static Checked check(String text) {
    return Click.check(text, TestCatalogue.CATALOGUE, TestCatalogue.INTERFACES);
  }
}
