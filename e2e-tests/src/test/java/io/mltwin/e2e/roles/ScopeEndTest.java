package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that is used again gives nobody what they had under the earlier resource of the name. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ScopeEndTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String group = PLATFORM.subscription() + "/resourceGroups/ends-" + UUID.randomUUID();
    private String owner;

    @BeforeEach
    void aGroup() throws IOException {
        owner = azure.armToken("owner");
        make(group, Map.of("location", "eastus"));
    }

    private void make(String id, Object body) throws IOException {
        client.json("PUT", azure.arm(id), owner, body).expect(200, 201);
    }

    private void delete(String id) throws IOException {
        client.json("DELETE", azure.arm(id), owner, null).expect(200, 202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get(azure.arm(id), owner).status() == 404);
    }

    private int status(String token) throws IOException {
        return client.get(azure.arm(group), token).status();
    }

    @Test
    void aGroupOfTheSameNameHasNoEarlierReader() throws Exception {
        Colleague dana = Colleague.join(PLATFORM);
        String assignment = dana.assign(group, dana.builtIn(READER));
        assertThat(status(dana.token())).isEqualTo(200);

        delete(group);
        make(group, Map.of("location", "eastus"));

        // what was allowed is allowed from memory for a second at most
        await().atMost(Duration.ofSeconds(5)).until(() -> status(dana.token()) == 403);
        client.get(azure.arm(assignment), owner).expect(404);
        JsonNode listed = client.get(
                        azure.arm(PLATFORM.subscription() + Colleague.AUTHORIZATION + "roleAssignments")
                                + "&$filter=principalId%20eq%20'"
                                + dana.objectId()
                                + "'",
                        owner)
                .expect(200)
                .json()
                .path("value");
        assertThat(listed).isEmpty();
        dana.assign(group, dana.builtIn(READER));
        assertThat(status(dana.token())).isEqualTo(200);
    }

    @Test
    void aVaultThatIsRecoveredHasItsReadersAndOneMadeAnewHasNone() throws Exception {
        Colleague dana = Colleague.join(PLATFORM);
        String name = "ends" + UUID.randomUUID().toString().substring(0, 8);
        String vault = group + "/providers/Microsoft.KeyVault/vaults/" + name;
        make(vault, vault("default"));
        dana.assign(vault, dana.builtIn(SECRETS_USER));
        String token = dana.token("https://vault.azure.net");
        String secrets = azure.vault(name, "/secrets?api-version=7.4");
        assertThat(client.get(secrets, token).status()).isEqualTo(200);

        delete(vault);
        make(vault, vault("recover"));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.get(secrets, token).status() == 200);

        delete(vault);
        client.json(
                        "POST",
                        azure.arm(PLATFORM.subscription()
                                + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/"
                                + name
                                + "/purge"),
                        owner,
                        Map.of())
                .expect(200, 202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.json("PUT", azure.arm(vault), owner, vault("default"))
                                .status()
                        <= 201);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.get(secrets, token).status() == 403);
    }

    private static Map<String, Object> vault(String createMode) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("tenantId", PLATFORM.fixture().tenant().tenantId());
        properties.put("sku", Map.of("family", "A", "name", "standard"));
        properties.put("enableRbacAuthorization", true);
        properties.put("createMode", createMode);
        return Map.of("location", "eastus", "properties", properties);
    }
}
