package io.mltwin.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.RawConnection;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No service asks which client, or which version of it, is calling. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class UserAgentTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final List<String> AGENTS = List.of(
            "Azureml Python SDK Core, 1.0.83.1",
            "azureml-sdk-core/1.0.2",
            "AZURECLI/2.74.0 azsdk-python-core/1.35.0 Python/3.13.5",
            "azsdk-net-ResourceManager/0.0.1",
            "curl/7.1",
            "",
            "x".repeat(300),
            "(\"<%s>'; drop table run; --) \u00e9\u00fc ${jndi:ldap://x} \\t",
            "Mozilla/5.0 (compatible; bot)");

    /** A service and a read of it, with the audience of its token (null: without one). */
    static Stream<Arguments> reads() throws Exception {
        FlowState flows = PLATFORM.flows();
        Azure azure = PLATFORM.azure();
        String arm = "https://management.azure.com";
        return Stream.of(
                Arguments.of(
                        "identity",
                        PLATFORM.host("login", PlatformService.IDENTITY)
                                + "/"
                                + PLATFORM.fixture().tenant().tenantId()
                                + "/v2.0/.well-known/openid-configuration",
                        null),
                Arguments.of("workspace", azure.arm(flows.workspaceId()), arm),
                Arguments.of(
                        "keyvault", azure.vault("any-vault", "/secrets?api-version=7.4"), "https://vault.azure.net"),
                Arguments.of(
                        "compute", azure.training("eastus", "datastore/v1.0", flows.workspaceId(), "/datastores"), arm),
                Arguments.of("scoring", azure.models("eastus", flows.workspaceId(), "/models"), arm),
                Arguments.of(
                        "telemetry",
                        azure.insights("/v1/apps/" + flows.appId() + "/query?query=requests%7Ccount"),
                        "https://api.applicationinsights.io"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void theClientMakesNoDifference(String service, String address, String audience) throws Exception {
        String token = audience == null ? null : PLATFORM.azure().token("reader", audience);
        String without = statusLine(address, token, null);
        List<String> answers = new ArrayList<>();
        for (String agent : AGENTS) {
            answers.add(statusLine(address, token, agent));
        }

        assertThat(without).startsWith("HTTP/1.1 ").doesNotContain(" 400", " 5");
        assertThat(answers).as(service).containsOnly(without);
    }

    /** Raw, since a client library would not leave the header out or send any bytes in it. */
    private static String statusLine(String address, String token, String agent) throws Exception {
        URI uri = URI.create(address);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String request = "GET "
                + uri.getRawPath()
                + query
                + " HTTP/1.1\r\nHost: "
                + uri.getAuthority()
                + "\r\nAccept: application/json\r\nConnection: close\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                + (agent == null ? "" : "User-Agent: " + agent + "\r\n")
                + "\r\n";
        try (RawConnection connection = RawConnection.open(uri.getPort())) {
            return connection.send(request.getBytes(StandardCharsets.UTF_8)).line();
        }
    }
}
