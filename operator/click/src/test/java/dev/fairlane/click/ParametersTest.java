package dev.fairlane.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.click.graph.Element;
import dev.fairlane.click.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static final String TEXT = "FromDevice(wan) -> Paint($color) -> ToDevice(lan);";

  @Test
  void aValueFromOutsideHoldsInTheWholeTextAndInCompoundElements() {
    assertThat(colors(check(TEXT, "7"))).containsExactly("7");
    assertThat(
            colors(
                check(
                    "elementclass Mark { input -> Paint($color) -> output }"
                        + " FromDevice(wan) -> Mark -> ToDevice(lan);",
                    "9")))
        .containsExactly("9");
  }

  @Test
  void aValueIsCheckedAsIfItStoodInTheText() {
    assertThat(problems(check(TEXT, "256"))).singleElement().asString().contains("256");
    assertThat(problems(check("define($color 1); " + TEXT, "2")))
        .singleElement()
        .extracting(Problem::sentence)
        .isEqualTo("The parameter \"$color\" is defined twice.");
    assertThat(problems(check(TEXT.replace("$color", "$colour"), "2")))
        .first()
        .extracting(problem -> problem.suggestion().orElse(""))
        .isEqualTo("$color");
  }

  private static Checked check(String text, String color) {
    return Click.check(
        text, TestCatalogue.CATALOGUE, TestCatalogue.INTERFACES, Map.of("color", color));
  }

  private static List<String> colors(Checked checked) {
    return ((Checked.Accepted) checked)
        .graph().elements().stream()
            .filter(element -> element.className().equals("Paint"))
            .flatMap(element -> element.arguments().stream())
            .map(Element.Value::text)
            .toList();
  }

  private static List<Problem> problems(Checked checked) {
    return ((Checked.Refused) checked).problems();
  }
}
