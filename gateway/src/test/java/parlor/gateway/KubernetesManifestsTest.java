package parlor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parlor.gateway.tls.NodeKeys;
import parlor.gateway.tls.TlsSettings;

/** What {@code deploy/kubernetes} says is what Kubernetes knows and what the program does. */
class KubernetesManifestsTest {
  private static final String POD_IP = "10.0.0.7";

  private static Manifests manifests;
  private static Deployment gateways;
  private static Container gateway;
  private static GatewaySettings settings;
  private static Config akka;

  @BeforeAll
  static void read() throws Exception {
    manifests = Manifests.read();
    gateways = manifests.only(Deployment.class);
    PodSpec pod = gateways.getSpec().getTemplate().getSpec();
    assertThat(pod.getContainers()).hasSize(1);
    gateway = pod.getContainers().getFirst();
    // Whatever the file takes from the environment is given to the pod.
    Config operators =
        ConfigFactory.parseFile(Manifests.FOLDER.resolve("application.conf").toFile())
            .resolveWith(ConfigFactory.parseMap(environment()));
    Config config = Configuration.load(operators);
    settings = GatewaySettings.of(config, "test");
    akka = Configuration.ofCluster(settings.cluster()).withFallback(config).getConfig("akka");
  }

  private static Map<String, Object> environment() {
    return gateway.getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, KubernetesManifestsTest::example));
  }

  private static Object example(EnvVar variable) {
    if (variable.getValue() != null) {
      return variable.getValue();
    }
    if (variable.getValueFrom().getFieldRef() != null) {
      assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("status.podIP");
      return POD_IP;
    }
    assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull();
    return "jdbc:postgresql://db.example.org/parlor?user=parlor&password=secret";
  }

  private static Map<String, Integer> ports() {
    return gateway.getPorts().stream()
        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));
  }

  @Test
  void everyFileIsApplied() {
    assertThat(manifests.applied()).isEqualTo(manifests.files());
  }

  @Test
  void thePortsAreTheProgramsOwn() {
    assertThat(ports())
        .isEqualTo(
            Map.of(
                "chat", settings.port(),
                "https", settings.web().port(),
                "metrics", settings.metrics().getPort(),
                "cluster", settings.cluster().port(),
                "management", settings.cluster().managementPort()));
  }

  @Test
  void gatewaysAreFoundByTheirLabelAndAskedAtTheirPort() {
    Config discovery = akka.getConfig("management.cluster.bootstrap.contact-point-discovery");
    String label =
        akka.getString("discovery.kubernetes-api.pod-label-selector")
            .formatted(discovery.getString("service-name"));

    assertThat(label).isEqualTo("app.kubernetes.io/name=" + labels().get("app.kubernetes.io/name"));
    assertThat(ports()).containsKey(discovery.getString("port-name"));
    assertThat(akka.getString("management.http.hostname")).isEqualTo(POD_IP);
    assertThat(akka.getInt("management.http.port")).isEqualTo(ports().get("management"));
    assertThat(akka.getString("remote.artery.canonical.hostname")).isEqualTo(POD_IP);
  }

  private static Map<String, String> labels() {
    return gateways.getSpec().getTemplate().getMetadata().getLabels();
  }

  @Test
  void aClusterBeginsWithMostOfThemAndGoesOnWithMostOfThem() {
    int replicas = gateways.getSpec().getReplicas();
    int minNodes = settings.cluster().minNodes();

    assertThat(2 * minNodes).isGreaterThan(replicas);
    assertThat(minNodes).isLessThan(replicas);
    assertThat(gateways.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
        .isZero();
    PodDisruptionBudget budget = manifests.only(PodDisruptionBudget.class);
    assertThat(2 * (replicas - budget.getSpec().getMaxUnavailable().getIntVal()))
        .isGreaterThan(replicas);
    assertSelectsGateways(budget.getSpec().getSelector());
    assertSelectsGateways(gateways.getSpec().getSelector());
  }

  private static void assertSelectsGateways(LabelSelector selector) {
    assertThat(selector.getMatchLabels()).isNotEmpty();
    assertThat(labels()).containsAllEntriesOf(selector.getMatchLabels());
  }

  @Test
  void theServiceAccountMayListPodsAndNothingElse() {
    Role role = manifests.only(Role.class);
    assertThat(role.getRules()).hasSize(1);
    PolicyRule rule = role.getRules().getFirst();
    assertThat(rule.getApiGroups()).containsExactly("");
    assertThat(rule.getResources()).containsExactly("pods");
    assertThat(rule.getVerbs()).contains("list").isSubsetOf("get", "list", "watch");

    RoleBinding binding = manifests.only(RoleBinding.class);
    String account = manifests.only(ServiceAccount.class).getMetadata().getName();
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects())
        .singleElement()
        .satisfies(subject -> assertThat(subject.getName()).isEqualTo(account));
    assertThat(gateways.getSpec().getTemplate().getSpec().getServiceAccountName())
        .isEqualTo(account);
  }

  @Test
  void probesAskTheDoorThatIsThereAsItSpeaks() {
    for (Probe probe :
        List.of(
            gateway.getStartupProbe(), gateway.getLivenessProbe(), gateway.getReadinessProbe())) {
      HTTPGetAction get = probe.getHttpGet();
      assertThat(get.getPort().getStrVal()).isEqualTo("https");
      assertThat(get.getScheme()).isEqualTo(settings.httpTls() ? "HTTPS" : "HTTP");
      // TlsTest asks both.
      assertThat(get.getPath()).isIn("/health/live", "/health/ready");
    }
    Probe startup = gateway.getStartupProbe();
    assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold())
        .isGreaterThan((int) settings.cluster().joinTimeout().toSeconds());
  }

  @Test
  void whatTheSettingsNameIsMounted() {
    NodeKeys keys = Objects.requireNonNull(settings.cluster().keys());
    for (Path file : List.of(keys.certificate(), keys.key(), keys.authority())) {
      assertThat(mountOf(file).getReadOnly()).isTrue();
    }
    assertThat(settings.tls().source())
        .isInstanceOfSatisfying(
            TlsSettings.Pem.class,
            pem -> {
              assertThat(mountOf(pem.certificate()).getReadOnly()).isTrue();
              assertThat(mountOf(pem.key()).getReadOnly()).isTrue();
            });
    assertThat(mountOf(settings.dataDir().resolve("lock")).getReadOnly()).isNull();
    List<String> args = gateway.getArgs();
    assertThat(args).first().isEqualTo("--config");
    assertThat(mountOf(Path.of(args.get(1))).getName()).isEqualTo("settings");
    assertThat(Path.of(args.get(1)).getFileName()).hasToString("application.conf");
    assertThat(gateway.getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(
            gateways.getSpec().getTemplate().getSpec().getVolumes().stream()
                .map(Volume::getName)
                .toList());
  }

  private static VolumeMount mountOf(Path file) {
    return gateway.getVolumeMounts().stream()
        .filter(mount -> Path.of(mount.getMountPath()).equals(file.getParent()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " is mounted nowhere"));
  }

  @Test
  void servicesAndPoliciesNamePortsAndLabelsThatAreThere() {
    List<IntOrString> named = new ArrayList<>();
    for (Service service : manifests.all(Service.class)) {
      assertThat(labels()).containsAllEntriesOf(service.getSpec().getSelector());
      service.getSpec().getPorts().stream().map(ServicePort::getTargetPort).forEach(named::add);
      assertThat(service.getSpec().getPorts())
          .as("the client looks for files as many ports on as these doors are apart")
          .allSatisfy(
              port ->
                  assertThat(port.getPort())
                      .isEqualTo(ports().get(port.getTargetPort().getStrVal())));
    }
    NetworkPolicy policy = manifests.only(NetworkPolicy.class);
    assertSelectsGateways(policy.getSpec().getPodSelector());
    policy
        .getSpec()
        .getIngress()
        .forEach(
            rule -> {
              rule.getPorts().forEach(port -> named.add(port.getPort()));
              rule.getFrom().forEach(from -> assertSelectsGateways(from.getPodSelector()));
            });

    assertThat(named).extracting(IntOrString::getStrVal).containsAll(ports().keySet());
    assertThat(ports().keySet())
        .containsAll(named.stream().map(IntOrString::getStrVal).collect(Collectors.toSet()));
  }

  @Test
  void onlyGatewaysSpeakToEachOtherAsGateways() {
    manifests.only(NetworkPolicy.class).getSpec().getIngress().stream()
        .filter(rule -> rule.getFrom().isEmpty())
        .flatMap(rule -> rule.getPorts().stream())
        .forEach(port -> assertThat(port.getPort().getStrVal()).isNotIn("cluster", "management"));
    Config written = ConfigFactory.parseFile(Manifests.FOLDER.resolve("application.conf").toFile());
    for (String key : List.of("cluster.tls", "tcp.tls", "http.tls")) {
      assertThat(written.hasPathOrNull("parlor." + key)).as(key).isFalse();
    }
  }
}
