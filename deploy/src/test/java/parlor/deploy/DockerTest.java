package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Containers are not built here; that what they name is there, and agrees, is seen. */
class DockerTest {
  private static final Pattern SETTING = Pattern.compile("-Dparlor\\.([a-z.-]+)=");
  private static final Config DEFAULTS =
      ConfigFactory.defaultReferenceUnresolved().resolve().getConfig("parlor");

  private final String dockerfile =
      Texts.of("deploy/docker/Dockerfile").replace("\\\n", " ").replaceAll("(?m)^#.*\n", "");

  @Test
  void everyLineIsAnInstruction() {
    assertThat(dockerfile.lines().filter(line -> !line.isBlank()))
        .allMatch(
            line ->
                line.matches(
                    "(FROM|WORKDIR|COPY|RUN|USER|VOLUME|EXPOSE|ENV|HEALTHCHECK|ENTRYPOINT|CMD) .*"));
  }

  @Test
  void whatIsCopiedIsThere() {
    List<String> copied = new ArrayList<>();
    for (String line : instructions("COPY")) {
      if (!line.startsWith("--from")) {
        String[] words = line.split(" +");
        copied.addAll(Arrays.asList(words).subList(0, words.length - 1));
      }
    }

    assertThat(copied)
        .hasSizeGreaterThan(5)
        .allMatch(name -> Files.exists(Texts.ROOT.resolve(name)));
  }

  @Test
  void everyModuleOfTheBuildIsKnownToIt() {
    Matcher module = Pattern.compile("<module>(.+)</module>").matcher(Texts.of("pom.xml"));
    while (module.find()) {
      String name = module.group(1);
      assertThat(instructions("COPY"))
          .as(name)
          .anyMatch(line -> line.equals(name + " " + name) || line.startsWith(name + "/pom.xml "));
    }
  }

  @Test
  void theDoorsOfTheDefaultsAreOpen() {
    assertThat(instructions("EXPOSE"))
        .containsExactly(DEFAULTS.getInt("tcp.port") + " " + DEFAULTS.getInt("http.port"));
    assertThat(dockerfile).contains("/dev/tcp/127.0.0.1/" + DEFAULTS.getInt("tcp.port"));
  }

  @Test
  void settingsThatAreNamedExist() {
    Matcher setting = SETTING.matcher(dockerfile + Texts.of("deploy/docker/compose.yaml"));
    List<String> names = new ArrayList<>();
    while (setting.find()) {
      names.add(setting.group(1));
    }

    assertThat(names).hasSizeGreaterThan(3).allMatch(DEFAULTS::hasPath);
  }

  @Test
  void theComposedServicesFitTogether() throws Exception {
    JsonNode compose = new YAMLMapper().readTree(Texts.of("deploy/docker/compose.yaml"));
    JsonNode gateway = compose.at("/services/gateway");
    JsonNode database = compose.at("/services/database");

    assertThat(Texts.ROOT.resolve(gateway.at("/build/dockerfile").asText())).exists();
    assertThat(Texts.ROOT.resolve("deploy/docker").resolve(gateway.at("/build/context").asText()))
        .isDirectory();
    assertThat(gateway.at("/depends_on/database/condition").asText()).isEqualTo("service_healthy");
    String options = gateway.at("/environment/JAVA_OPTS").asText();
    assertThat(options)
        .contains(
            "jdbc:postgresql://database/%s?user=%s&password="
                .formatted(
                    database.at("/environment/POSTGRES_DB").asText(),
                    database.at("/environment/POSTGRES_USER").asText()))
        .doesNotContain("\n");
    assertThat(gateway.at("/ports"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "%1$d:%1$d".formatted(DEFAULTS.getInt("tcp.port")),
            "%1$d:%1$d".formatted(DEFAULTS.getInt("http.port")));
    assertThat(instructions("VOLUME"))
        .containsExactly(gateway.at("/volumes/0").asText().replaceAll(".*:", ""));
    assertThat(compose.at("/volumes").has("data")).isTrue();
    assertThat(compose.at("/volumes").has("database")).isTrue();
  }

  @Test
  void kubernetesRunsItAsItsUser() {
    Matcher user = Pattern.compile("--uid (\\d+)").matcher(dockerfile);

    assertThat(user.find()).isTrue();
    assertThat(Texts.of("deploy/kubernetes/gateways.yaml"))
        .contains("runAsUser: " + user.group(1) + "\n", "image: parlor-gateway\n");
    assertThat(Texts.of("deploy/docker/Dockerfile")).contains("-t parlor-gateway .");
  }

  private List<String> instructions(String name) {
    return dockerfile
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }
}
