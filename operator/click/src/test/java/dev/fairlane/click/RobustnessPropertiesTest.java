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
            "=>",
            "require(",
            "define($a ",
            "__REST__ $b |",
            "[0,1]",
            "[",
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
            "y%d :: Tee => Counter, Strip(%<d)",
            "RULES(allow all, \"1 a, b\")",
            "D(A %d, 7)",
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
    text.append("elementclass RULES { __REST__ $r | input -> IPFilter($r) -> output }\n");
    text.append(
        "elementclass D { $b, A $a | define($c $a) input -> Paint($c) -> Strip($b) -> output }\n");
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
  void argumentsOfCompoundsDoNotBlowUp() {
    StringBuilder text = new StringBuilder("define($a ").append("x".repeat(4_000)).append(")\n");
    text.append("elementclass X0 { input -> IPFilter(");
    text.append("$a, ".repeat(100)).append("deny all) -> output }\n");
    for (int i = 1; i < 10; i++) {
      text.append("elementclass X%d { input -> X%d -> X%<d -> output }%n".formatted(i, i - 1));
    }
    text.append("FromDevice(wan) -> X9 -> ToDevice(lan);");

    assertThat(quickly(text.toString())).contains("expand to more than 131072 characters");
  }

  @Example
  void valuesInValuesDoNotBlowUp() {
    StringBuilder text = new StringBuilder("define($a0 12");
    for (int i = 1; i < 60; i++) {
      text.append(", $a%d $a%d$a%<d".formatted(i, i - 1));
    }
    text.append(")\nFromDevice(wan) -> IPFilter($a59) -> ToDevice(lan);");

    assertThat(quickly(text.toString())).contains("has more than 4096 characters");
  }

  @Example
  void longPortListsAndChainsGetAnAnswer() {
    assertThat(quickly("a[" + "0,".repeat(30_000) + "] -> b;")).contains("in this list twice");
    assertThat(quickly("t :: Tee; FromDevice(wan) -> t; t[0,] => " + "t, ".repeat(20_000) + "t;"))
        .contains("beyond 255");
    assertThat(quickly("FromDevice(wan)" + " -> Counter".repeat(5_000) + " -> ToDevice(lan);"))
        .contains("has 5002 elements, and the most is 256");
    assertThat(quickly("FromDevice(wan)" + " -> {}".repeat(8_000))).contains("input port 0");
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
