package parlor.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the packages say to the desktop and to systemd agrees with what they install. */
class DesktopTest {
  private final String entry = Texts.of("deploy/client/parlor-client.desktop");
  private final String unit = Texts.of("deploy/gateway/parlor-gateway.service");
  private final String packing = Texts.of("deploy/deb");

  @Test
  void aLinkOpensTheClient() {
    assertThat(entry)
        .startsWith("[Desktop Entry]\n")
        .contains("\nExec=/usr/bin/parlor-client %u\n")
        .contains("\nMimeType=x-scheme-handler/parlor;\n")
        .contains("\nIcon=parlor-client\n");
    assertThat(packing).contains("$root/usr/bin/parlor-client\"", "apps/parlor-client.svg");
  }

  @Test
  void theServiceStartsWhatIsInstalledOnSettingsThatAreKept() {
    assertThat(unit)
        .contains("\nExecStart=/usr/bin/parlor-gateway --config /etc/parlor/application.conf\n")
        .contains("\nUser=parlor\n")
        .contains("\nReadWritePaths=/var/lib/parlor\n");
    assertThat(packing)
        .contains("echo /etc/parlor/application.conf >\"$root/DEBIAN/conffiles\"")
        .contains("\"$root/usr/bin/parlor-gateway\"");
    assertThat(Texts.of("application.conf")).containsOnlyOnce("\n  # data-dir = \"data\"\n");
  }

  @Test
  void onlyPurgingTakesTheData() {
    assertThat(Texts.of("deploy/gateway/postrm"))
        .containsPattern("(?s)if \\[ \"\\$1\" = purge ].*rm -rf /var/lib/parlor");
    assertThat(Texts.of("deploy/gateway/prerm") + Texts.of("deploy/gateway/postinst"))
        .doesNotContain("rm -");
  }
}
