package parlor.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "parlor.bench",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_LOAD_TOOL_KNOWS_NO_SERVER =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "parlor.bench..",
              "parlor.protocol..",
              "java..",
              "javax.net.ssl..",
              "org.HdrHistogram..",
              "com.fasterxml.jackson.core..",
              "org.jspecify.annotations..")
          .because("what is measured is what any client gets, and knows of, over the wire");
}
