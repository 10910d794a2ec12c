package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service catalogue names every topic of the document, and each endpoint in it answers. */
class CatalogTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "identity, 200",
        "arm, 200",
        "machinelearning, 200",
        "modelmanagement, 200",
        "vault, 401",
        "storage, 401",
        "registry, 401",
        "cosmos, 200",
        "monitor, 200",
        "insights, 200",
        "policy, 200",
        "locks, 200",
        "security, 200"
    })
    void whatRunsAnswers(String name, int status) throws Exception {
        JsonNode entry = entry(name);
        assertThat(entry.path("state").asText()).isEqualTo("running");
        String address =
                fill(entry.path("endpoint").asText() + entry.path("example").asText());
        String token = entry.path("audience").isTextual()
                ? azure.token("reader", entry.path("audience").asText())
                : null;

        FlowClient.Answer answer = client.get(address, token).expect(status);

        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        }
    }

    @Test
    void everyTopicHasARunningPartOrSaysThatItIsAbsent() throws Exception {
        Set<String> names = new HashSet<>();
        for (JsonNode entry : catalog()) {
            names.add(entry.path("name").asText());
            assertThat(entry.path("topic").asText()).isNotEmpty();
            assertThat(entry.path("state").asText())
                    .isEqualTo(entry.path("name").asText().equals("network") ? "absent" : "running");
            assertThat(entry.path("serves")).isNotEmpty();
        }

        assertThat(names)
                .contains(
                        "identity",
                        "arm",
                        "machinelearning",
                        "vault",
                        "storage",
                        "registry",
                        "cosmos",
                        "monitor",
                        "policy",
                        "locks",
                        "security");
    }

    @Test
    void theCatalogueIsForTheAdministrator() throws Exception {
        int port = PLATFORM.port(PlatformService.WORKSPACE);
        PlatformClient.Call call = PlatformClient.Call.of("GET", port, "/_mltwin/catalog");

        assertThat(PLATFORM.client().send(call).status()).isEqualTo(401);
        assertThat(PLATFORM.client().send(call.as(azure.armToken("owner"))).status())
                .isEqualTo(401);
    }

    @Test
    void plansOfDefenderAreKept() throws Exception {
        String security = PLATFORM.subscription() + "/providers/Microsoft.Security/";
        String plan = security + "pricings/KubernetesService";
        Map<String, Object> standard = Map.of("properties", Map.of("pricingTier", "Standard"));
        String contributor = azure.armToken("contributor");

        client.json("PUT", azure.arm(plan), azure.armToken("reader"), standard).expect(403);
        client.json("PUT", azure.arm(plan), contributor, standard).expect(200);
        assertThat(tier(plan)).isEqualTo("Standard");
        client.json("PUT", azure.arm(plan), contributor, Map.of("properties", Map.of("pricingTier", "Gold")))
                .expect(400);
        client.json("PUT", azure.arm(plan), contributor, Map.of("properties", Map.of("pricingTier", "Free")))
                .expect(200);
        assertThat(tier(plan)).isEqualTo("Free");
        client.get(azure.arm(security + "pricings/Nonsense"), contributor).expect(404);
        for (String scope : List.of(PLATFORM.subscription(), PLATFORM.flows().workspaceId())) {
            assertThat(client.get(
                                    azure.arm(scope + "/providers/Microsoft.Security/assessments"),
                                    azure.armToken("reader"))
                            .expect(200)
                            .json()
                            .path("value")
                            .isArray())
                    .isTrue();
        }
        client.get(azure.arm(security + "assessments/dbd0cb49-b563-45e7-9724-889e799fa648"), contributor)
                .expect(404);
    }

    private String tier(String plan) throws Exception {
        return client.get(azure.arm(plan), azure.armToken("reader"))
                .expect(200)
                .json()
                .path("properties")
                .path("pricingTier")
                .asText();
    }

    private JsonNode entry(String name) throws Exception {
        for (JsonNode entry : catalog()) {
            if (entry.path("name").asText().equals(name)) {
                return entry;
            }
        }
        throw new AssertionError("the catalogue does not name " + name);
    }

    private static JsonNode catalog() throws Exception {
        PlatformClient.Reply reply = PLATFORM.client()
                .send(PlatformClient.Call.of("GET", PLATFORM.port(PlatformService.WORKSPACE), "/_mltwin/catalog")
                        .as(PLATFORM.tokens().administrator()));
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return reply.body().path("value");
    }

    private String fill(String template) throws Exception {
        FlowState flows = PLATFORM.flows();
        JsonNode parts = client.get(azure.arm(flows.workspaceId()), azure.armToken("reader"))
                .expect(200)
                .json()
                .path("properties");
        return template.replace("{tenant}", PLATFORM.fixture().tenant().tenantId())
                .replace("{subscription}", PLATFORM.fixture().resourceGroup().subscriptionId())
                .replace("{region}", "eastus")
                .replace("{workspace}", flows.workspaceId())
                .replace("{experiment}", "breast-cancer")
                .replace("{vault}", name(parts, "keyVault"))
                .replace("{account}", flows.storageAccount())
                .replace("{registry}", name(parts, "containerRegistry"))
                .replace("{app}", flows.appId());
    }

    private static String name(JsonNode parts, String part) {
        String id = parts.path(part).asText();
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
