package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the gateway is started, its JVM is the same (decision 0030). */
class LaunchersTest {
  private static final Pattern COLLECTOR = Pattern.compile("(?m)^collector=\"(.+)\"$");

  private static String collector() {
    Matcher matcher = COLLECTOR.matcher(Texts.of("bin/parlor-gateway"));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/docker/Dockerfile", "deploy/zip/parlor-gateway.bat"})
  void everywhereItIsTheSameCollector(String launcher) {
    assertThat(Texts.of(launcher)).contains(collector());
  }

  @Test
  void packagesTakeItFromThere() {
    Matcher taken =
        Pattern.compile("sed -n '([^']+)' bin/parlor-gateway").matcher(Texts.of("bin/package"));

    assertThat(taken.find()).isTrue();
    assertThat(Shell.run("sed", "-n", taken.group(1), Texts.ROOT + "/bin/parlor-gateway").strip())
        .isEqualTo(collector());
    assertThat(Texts.of("deploy/gateway/parlor-gateway"))
        .contains("collector=\"@@COLLECTOR@@\"", "$collector $JAVA_OPTS");
  }
}
