package dev.fairlane.kubectl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.fairlane.kubectl",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_PLUGIN_KNOWS_THE_API_AND_THE_PLANNER_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.fairlane.operator..", "dev.fairlane.click..");

  @ArchTest
  static final ArchRule ONE_PACKAGE_ASKS_THE_CLUSTER =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.fairlane.kubectl.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client..");

  @ArchTest
  static final ArchRule COMMANDS_ALONE_KNOW_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.fairlane.kubectl.command..", "dev.fairlane.kubectl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule EVERYBODY_IS_TOLD_THE_TIME =
      noClasses().should().callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().matching("dev.fairlane.kubectl.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_PACKAGE_IS_A_DRAWER =
      classes()
          .should()
          .resideOutsideOfPackages("..util..", "..utils..", "..common..", "..misc..", "..helper..");
}
