package dev.fairlane.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.fairlane.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] PURE = {
    "dev.fairlane.operator.model..",
    "dev.fairlane.operator.decide..",
    "dev.fairlane.operator.planning..",
    "dev.fairlane.operator.configuration..",
    "dev.fairlane.operator.figures..",
    "dev.fairlane.operator.status..",
    "dev.fairlane.operator.pod..",
  };

  @ArchTest
  static final ArchRule PURE_PACKAGES_KNOW_NEITHER_CLIENTS_NOR_FRAMEWORKS =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javaoperatorsdk..",
              "io.quarkus..",
              "io.vertx..",
              "jakarta..",
              "org.jboss..",
              "io.micrometer..",
              "io.fabric8.kubernetes.client.dsl..",
              "java.net..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient");

  @ArchTest
  static final ArchRule PURE_PACKAGES_ARE_TOLD_THE_TIME =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule THE_PLANNER_IS_KNOWN_TO_THE_ADAPTER_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.fairlane.operator.planning..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.fairlane.placement..");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().matching("dev.fairlane.operator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_PACKAGE_IS_A_DRAWER =
      classes()
          .should()
          .resideOutsideOfPackages("..util..", "..utils..", "..common..", "..misc..", "..helper..");
}
