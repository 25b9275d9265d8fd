package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of {@code deploy/kubernetes}, each object read as what Kubernetes' API calls by its
 * kind. A field that the API does not have is an error.
 */
final class Manifests {
  static final Path FOLDER = Path.of("..", "deploy", "kubernetes");
  private static final String LIST = "kustomization.yaml";

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Stream.<Class<? extends HasMetadata>>of(
              Namespace.class,
              ServiceAccount.class,
              Role.class,
              RoleBinding.class,
              NetworkPolicy.class,
              Service.class,
              Deployment.class,
              PodDisruptionBudget.class)
          .collect(Collectors.toMap(HasMetadata::getKind, Function.identity()));

  /** The models keep what they do not know; here that is an error. */
  private static final class NothingElse extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated any) {
      return false;
    }
  }

  private final ObjectMapper yaml =
      new ObjectMapper(new YAMLFactory())
          .setAnnotationIntrospector(new NothingElse())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Set<String> files = new TreeSet<>();
  private final Set<String> applied = new TreeSet<>();
  private final List<HasMetadata> objects = new ArrayList<>();

  private Manifests() {}

  static Manifests read() throws IOException {
    Manifests manifests = new Manifests();
    manifests.readAll();
    return manifests;
  }

  private void readAll() throws IOException {
    try (Stream<Path> found = Files.list(FOLDER)) {
      for (Path file : found.toList()) {
        String name = String.valueOf(file.getFileName());
        files.add(name);
        if (name.endsWith(".yaml") && !name.equals(LIST)) {
          readObjects(file);
        }
      }
    }
    JsonNode list = yaml.readTree(FOLDER.resolve(LIST).toFile());
    applied.add(LIST);
    list.path("resources").forEach(resource -> applied.add(resource.asText()));
    list.path("configMapGenerator")
        .forEach(map -> map.path("files").forEach(file -> applied.add(file.asText())));
  }

  private void readObjects(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        yaml.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        Class<? extends HasMetadata> kind = KINDS.get(document.path("kind").asText());
        assertThat(kind).as("kind %s in %s", document.path("kind"), file).isNotNull();
        assertThat(document.path("apiVersion").asText()).isEqualTo(HasMetadata.getApiVersion(kind));
        objects.add(yaml.treeToValue(document, kind));
      }
    }
  }

  /** Everything in the folder. */
  Set<String> files() {
    return files;
  }

  /** Everything that is applied, and the list of it. */
  Set<String> applied() {
    return applied;
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The one object of that kind. */
  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> all = all(kind);
    assertThat(all).as(kind.getSimpleName()).hasSize(1);
    return all.getFirst();
  }
}
