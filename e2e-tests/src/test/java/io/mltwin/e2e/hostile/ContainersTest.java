package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.ComposePlatform;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.compose.ComposeProject.Outcome;
import io.mltwin.local.layout.PlatformService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service's container may do and see, and which names hold inside it. */
@OnlyOn(value = Target.COMPOSE, because = "it is about the containers themselves")
class ContainersTest {
    private static ComposePlatform platform;

    @BeforeAll
    static void containers() {
        platform = (ComposePlatform) TestPlatform.get().platform();
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void aServiceIsNotRootAndCannotChangeItsImage(PlatformService service) throws Exception {
        assertThat(inside(service, "id -u").text().strip()).isEqualTo(Integer.toString(10_000 + service.portOffset()));
        assertThat(inside(service, "touch /opt/mltwin/x 2>/dev/null").exitCode())
                .isNotZero();
        assertThat(inside(service, "grep -E '^(CapEff|CapPrm)' /proc/self/status")
                        .text())
                .doesNotContainPattern("[1-9a-f]\\s*$");
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void aServiceSeesItsOwnSecretsAndNobodyElses(PlatformService service) throws Exception {
        assertThat(inside(service, "ls /mltwin/private").text().strip()).isEqualTo(service.key());
        assertThat(inside(service, "ls /mltwin").text()).doesNotContain("ca");
        assertThat(inside(service, "stat -c %a /mltwin/private/" + service.key())
                        .text()
                        .strip())
                .isEqualTo("700");
    }

    /** What runs web services has the certificate of the authority and a secret of its own. */
    @Test
    void whereWebServicesRunThereIsNoKeyAndNoWayToTheStores() throws Exception {
        assertThat(inWebServices("ls /mltwin").text().split("\\s+"))
                .containsExactlyInAnyOrder("hosts", "private", "trust");
        assertThat(inWebServices("find /mltwin/private -type f").text().strip())
                .isEqualTo("/mltwin/private/scoring-hosts/host.secret");
        assertThat(inWebServices("getent hosts postgres kafka").exitCode()).isNotZero();
        assertThat(inWebServices("touch /opt/mltwin/x 2>/dev/null").exitCode()).isNotZero();
        assertThat(inside(PlatformService.SCORING, "which javac python3").text())
                .isBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "login, 8441, /common/discovery/v2.0/keys",
        "management, 8442, /metadata/endpoints?api-version=2019-05-01"
    })
    void namesAndCertificatesHoldWhereWebServicesRun(String label, int port, String path) throws Exception {
        String address = "https://" + label + "." + platform.settings().base() + ":" + port + path;
        assertThat(inWebServices("curl -sS -o /dev/null -w '%{http_code}'"
                                + " --cacert /mltwin/trust/ca.pem '"
                                + address
                                + "'")
                        .text())
                .isEqualTo("200");
    }

    /** Where scripts run, Azure's names lead to the services as they do on the machine. */
    @ParameterizedTest
    @CsvSource({
        "COMPUTE, login, 8441, /common/discovery/v2.0/keys",
        "COMPUTE, management, 8442, /metadata/endpoints?api-version=2019-05-01",
        "SCORING, login, 8441, /common/discovery/v2.0/keys",
        "SCORING, management, 8442, /metadata/endpoints?api-version=2019-05-01"
    })
    void namesAndCertificatesHoldInside(PlatformService service, String label, int port, String path) throws Exception {
        assertThat(inside(service, status(label, port, path)).text()).isEqualTo("200");
    }

    /** What runs scripts has the certificate of the authority, and a secret that starts nodes. */
    @Test
    void whereTrainingScriptsRunThereIsNoKeyAndNoWayToTheStores() throws Exception {
        assertThat(inScripts("ls /mltwin").text().split("\\s+"))
                .containsExactlyInAnyOrder("egress", "environments", "nodes", "private", "scratch", "trust");
        assertThat(inScripts("ls /mltwin/private /mltwin/private/*").text())
                .contains("host.secret")
                .doesNotContain(".pem", "password", "properties");
        assertThat(inScripts("grep -rl 'PRIVATE KEY' /mltwin /opt/mltwin").text())
                .isEmpty();
        assertThat(inScripts("getent hosts postgres kafka").exitCode()).isNotZero();
        assertThat(inScripts("touch /opt/mltwin/x 2>/dev/null").exitCode()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({
        "login, 8441, /common/discovery/v2.0/keys",
        "management, 8442, /metadata/endpoints?api-version=2019-05-01"
    })
    void namesAndCertificatesHoldWhereTrainingScriptsRun(String label, int port, String path) throws Exception {
        assertThat(inScripts(status(label, port, path)).text()).isEqualTo("200");
    }

    /** Its image has a Java runtime for itself and no compiler, no Python and no node. */
    @Test
    void computeServiceRunsNoScript() throws Exception {
        assertThat(inside(PlatformService.COMPUTE, "command -v javac python3; ls /opt/mltwin/deploy/compute-node")
                        .exitCode())
                .isNotZero();
        assertThat(inside(PlatformService.COMPUTE, "ls /mltwin/data/compute").text())
                .doesNotContain("nodes");
    }

    /** The proxy for packages: it has no key, no capability, and a network of its own. */
    @Test
    void theWayOutHasNoKeyAndReachesNoService() throws Exception {
        assertThat(inEgress("id -u").text().strip()).isEqualTo("10007");
        assertThat(inEgress("ls /mltwin/private /mltwin/trust 2>/dev/null").text())
                .isBlank();
        assertThat(inEgress("getent hosts postgres kafka identity-service compute-nodes")
                        .exitCode())
                .isNotZero();
        assertThat(inEgress("touch /opt/mltwin/x 2>/dev/null").exitCode()).isNotZero();
        assertThat(inEgress("grep -E '^(CapEff|CapPrm)' /proc/self/status").text())
                .doesNotContainPattern("[1-9a-f]\\s*$");
    }

    private static Outcome inEgress(String command) throws Exception {
        return platform.project().exec("egress", "sh", "-c", command);
    }

    private static Outcome inScripts(String command) throws Exception {
        return platform.execInScripts("sh", "-c", command);
    }

    private static String status(String label, int port, String path) {
        return "curl -sS -o /dev/null -w '%{http_code}' --cacert /mltwin/trust/ca.pem 'https://"
                + label
                + "."
                + platform.settings().base()
                + ":"
                + port
                + path
                + "'";
    }

    private static Outcome inWebServices(String command) throws Exception {
        return platform.execInWebServices("sh", "-c", command);
    }

    private static Outcome inside(PlatformService service, String command) throws Exception {
        return platform.exec(service, "sh", "-c", command);
    }
}
