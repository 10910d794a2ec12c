package io.mltwin.e2e.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A deployment on ACI under a customer's key in its workspace's own vault: the vault lets the
 * application Azure Container Instance Service in, or there is no deployment.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ServiceKeyTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String KEY = "deployments";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @Test
    void aServiceScoresWhileContainerInstancesMayGetAndUnwrapWithItsKey() throws Exception {
        // Given
        WebServices services = WebServices.of(PLATFORM);
        CustomerKeyVault vault = CustomerKeyVault.of(PLATFORM, PLATFORM.flows().workspaceId());
        String kid = vault.createKey(KEY);
        Map<String, Object> members = Map.of(
                "computeType",
                "ACI",
                "authEnabled",
                true,
                "encryptionProperties",
                Map.of(
                        "vaultBaseUrl",
                        vault.uri(),
                        "keyName",
                        KEY,
                        "keyVersion",
                        kid.substring(kid.lastIndexOf('/') + 1)));
        String contributor = azure.armToken("contributor");

        // When
        FlowClient.Answer refused = client.json(
                "POST",
                services.address("/services"),
                contributor,
                WebServices.request("keyed-aci", WebServices.IMAGE, members));
        vault.letIn(PlatformService.SCORING.objectId(), List.of("get", "unwrapKey"));
        JsonNode service = services.deploy("keyed-aci", WebServices.IMAGE, members);

        // Then
        assertThat(refused.expect(400).json().at("/details/0/code").asText()).isEqualTo("EncryptionKeyNotUsable");
        assertThat(service.at("/encryptionProperties/keyName").asText()).isEqualTo(KEY);
        String key = services.keys("keyed-aci").path("primaryKey").asText();
        services.score(service, key).expect(200);

        vault.enable(KEY, false);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.get(services.address("/services/keyed-aci"), contributor)
                                .expect(200)
                                .json()
                                .path("state")
                                .asText())
                        .isEqualTo("Unhealthy"));
        services.score(service, key).expect(503);
        services.delete("keyed-aci");
    }
}
