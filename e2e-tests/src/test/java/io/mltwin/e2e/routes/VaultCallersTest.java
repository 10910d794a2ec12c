package io.mltwin.e2e.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.security.keyvault.secrets.SecretClient;
import io.mltwin.e2e.clients.SdkVault;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.sdk.SdkOperations;
import io.mltwin.e2e.sdk.SdkSuite;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is let into a vault and who is not, and that what clients do there is on record. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class VaultCallersTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void theFirewallShutsClientsOut() throws Exception {
        SdkVault shut = SdkVault.create(
                PLATFORM, "route2", Map.of("networkAcls", Map.of("defaultAction", "Deny")), new SdkOperations());
        SecretClient client = shut.secrets("owner").buildClient();
        assertThatThrownBy(() -> client.setSecret("s", "v")).hasMessageContaining("Client address is not authorized");

        shut.put(Map.of(
                "networkAcls", Map.of("defaultAction", "Deny", "ipRules", List.of(Map.of("value", "0.0.0.0/0")))));

        assertThat(client.setSecret("s", "v").getValue()).isEqualTo("v");
    }

    @Test
    void microsoftsVaultOpensToNeitherOwnerNorGlobalAdministrator() throws Exception {
        Colleague global = Colleague.join(PLATFORM, true);
        Azure azure = PLATFORM.azure();
        String uri = PLATFORM.host("aml-ssh-credentials.vault", PlatformService.KEYVAULT) + "/secrets?api-version=7.4";
        PLATFORM.flowClient()
                .get(uri, azure.token("owner", "https://vault.azure.net"))
                .expect(401);
        PLATFORM.flowClient().get(uri, global.token("https://vault.azure.net")).expect(401);
    }

    @Test
    void callsOfClientsAreOnRecord() throws Exception {
        SdkVault vault = SdkVault.create(PLATFORM, "route1", Map.of(), new SdkOperations());
        SecretClient secrets = vault.secrets("owner").buildClient();
        secrets.setSecret("audited", "not-on-record");
        SdkSuite.assertStatus(404, () -> secrets.getSecret("audited-not"));
        Call call = Call.of("GET", PLATFORM.port(PlatformService.TELEMETRY), "/_mltwin/audit?vault=" + vault.id())
                .as(PLATFORM.tokens().administrator());

        await().pollInterval(SdkSuite.POLL)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(PLATFORM.client().send(call).body().toString())
                                .contains("SecretSet")
                                .contains("/secrets/audited?api-version=")
                                .contains("/secrets/audited-not/?api-version=")
                                .contains("Not Found")
                                .doesNotContain("not-on-record"));
    }
}
