package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the gateway is started, its JVM is the same (decision 0030). */
class LaunchersTest {

  /** What bin/parlor-gateway sets under that name. */
  private static String set(String name) {
    Matcher matcher =
        Pattern.compile("(?m)^" + name + "=\"(.+)\"$").matcher(Texts.of("bin/parlor-gateway"));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/docker/Dockerfile", "deploy/zip/parlor-gateway.bat"})
  void everywhereItIsTheSameCollector(String launcher) {
    assertThat(Texts.of(launcher)).contains(set("collector"));
  }

  @Test
  void theContainersJavaIsKnownToBeNewer() {
    assertThat(Texts.of("deploy/docker/Dockerfile")).contains(set("newer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/package", "bin/prepare-start"})
  void packagesAndPreparedStartsTakeItFromThere(String script) {
    Matcher taken =
        Pattern.compile("sed -n '([^']+)' \"?(\\$top/)?bin/parlor-gateway")
            .matcher(Texts.of(script));

    assertThat(taken.find()).isTrue();
    String options =
        Shell.run("sed", "-n", taken.group(1), Texts.ROOT + "/bin/parlor-gateway").strip();
    assertThat(options.lines()).containsExactly(set("newer"), set("collector"));
  }

  @Test
  void theInstalledOneLetsAnotherCollectorBeNamed() {
    assertThat(Texts.of("deploy/gateway/parlor-gateway"))
        .contains("collector=\"@@COLLECTOR@@\"", "$collector $JAVA_OPTS");
  }
}
