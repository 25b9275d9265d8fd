package parlor.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

@AnalyzeClasses(
    packages = "parlor",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** The tests of other modules come as jars once these are built. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final Pattern ARROW = Pattern.compile("^  (\\w+) --> (\\w+)$", Pattern.MULTILINE);

  @ArchTest
  static void thePictureInTheDocsIsTheCode(JavaClasses classes) throws IOException {
    Set<String> drawn = new TreeSet<>();
    var arrows = ARROW.matcher(Files.readString(Path.of("..", "docs", "architecture.md")));
    while (arrows.find()) {
      drawn.add(arrows.group(1) + " --> " + arrows.group(2));
    }
    Set<String> found = new TreeSet<>();
    for (JavaClass from : classes) {
      from.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(to -> to.getPackageName().startsWith("parlor."))
          .map(to -> part(from) + " --> " + part(to))
          .filter(arrow -> !arrow.matches("(\\w+) --> \\1"))
          .forEach(found::add);
    }

    assertThat(found).isEqualTo(drawn);
  }

  /** The last part of the package's name. */
  private static String part(JavaClass of) {
    String name = of.getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @ArchTest
  static final ArchRule THE_WIRE_KNOWS_NO_AKKA =
      noClasses()
          .that()
          .resideInAPackage("parlor.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka..", "javax.swing..", "java.awt..")
          .because("clients and load tools speak the protocol without a server in them");

  @ArchTest
  static final ArchRule A_FRONT_DOOR_KNOWS_NO_OTHER =
      noClasses()
          .that()
          .resideInAPackage("parlor.gateway.tcp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("parlor.gateway.web..", "parlor.gateway.ops..")
          .allowEmptyShould(true)
          .because("each may be taken away without another noticing");

  @ArchTest
  static final ArchRule ONLY_THE_COMPOSITION_ROOT_CHOOSES_IMPLEMENTATIONS =
      noClasses()
          .that()
          .resideOutsideOfPackage("parlor.history..")
          .and()
          .doNotHaveFullyQualifiedName("parlor.gateway.Guardian")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("parlor.history.InMemoryMessageLog")
          .because("a database takes its place by one line");
}
