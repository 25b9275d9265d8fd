package parlor.client;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.net.URISyntaxException;

@AnalyzeClasses(
    packages = "parlor.client",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_MODEL_RUNS_HEADLESS =
      noClasses()
          .that()
          .resideInAPackage("parlor.client.model..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "javax.swing..",
                      "java.awt..",
                      "java.net..",
                      "parlor.client.view..",
                      "parlor.client.net..",
                      "parlor.client.action..")
                  .and(are(not(belongToAnyOf(URI.class, URISyntaxException.class)))))
          .because("what the client knows is tested without windows and sockets");

  @ArchTest
  static final ArchRule THE_LINE_KNOWS_NO_WINDOWS =
      noClasses()
          .that()
          .resideInAPackage("parlor.client.net..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.swing..", "java.awt..", "parlor.client.view..")
          .because("sockets live on threads of their own");

  @ArchTest
  static final ArchRule WINDOWS_DO_NOT_WAIT_FOR_ANYTHING =
      noClasses()
          .that()
          .resideInAnyPackage("parlor.client.view..", "parlor.client.action..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "parlor.client.net..")
          .because("the event thread may not block");

  @ArchTest
  static final ArchRule THE_CLIENT_KNOWS_NO_SERVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..",
              "parlor.gateway..",
              "parlor.room..",
              "parlor.people..",
              "parlor.robot..",
              "parlor.history..")
          .because("the client is a socket, a virtual thread and the protocol");
}
