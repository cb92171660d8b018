package dev.fairlane.click;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PurityTest {

  private static final JavaClasses CLICK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.fairlane.click");

  @Test
  void dependsOnTheJdkAntlrAndItselfAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.fairlane.click..", "java..", "org.antlr.v4.runtime..")
        .check(CLICK);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.fairlane.click.(*)..").should().beFreeOfCycles().check(CLICK);
  }
}
