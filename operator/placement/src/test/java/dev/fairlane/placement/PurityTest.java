package dev.fairlane.placement;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PurityTest {

  private static final JavaClasses PLACEMENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.fairlane.placement");

  @Test
  void dependsOnTheJdkAndItselfAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.fairlane.placement..", "java.lang..", "java.util..")
        .check(PLACEMENT);
  }

  @Test
  void hasNoClockNoRandomnessNoThreadsAndNoOutput() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, Thread.class, System.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.util.logging..", "java.util.random..")
        .check(PLACEMENT);
  }
}
