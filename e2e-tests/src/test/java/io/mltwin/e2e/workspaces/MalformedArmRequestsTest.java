package io.mltwin.e2e.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a provider in another service refuses as malformed reaches the client of Azure Resource
 * Manager in Azure's form, and no resource is there that was not before.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class MalformedArmRequestsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String group = PLATFORM.subscription() + "/resourceGroups/malformed-rg";
    private String owner;

    @BeforeAll
    void aGroup() throws Exception {
        owner = azure.armToken("owner");
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(200, 201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "KeyVault/vaults/malformed-kv | {'location':'eastus'}",
                "ContainerRegistry/registries/a-b | {'location':'eastus','sku':{'name':'Basic'}}",
                "Insights/components/malformed-ai | 7",
                "ManagedIdentity/userAssignedIdentities/malformed | {}",
                "Authorization/roleAssignments/none | {}"
            })
    void aProvidersRefusalHasAzuresFormAndLeavesNothing(String resource, String body) throws Exception {
        List<String> before = resources();

        FlowClient.Answer answer = client.send(
                "PUT",
                azure.arm(group + "/providers/Microsoft." + resource),
                owner,
                BodyPublishers.ofString(body.replace('\'', '"')),
                Map.of("Content-Type", "application/json"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        JsonNode error = answer.json().path("error");
        assertThat(error.path("code").asText()).isNotBlank();
        assertThat(error.path("message").asText()).isNotBlank().doesNotContain("Exception", "io.mltwin");
        assertThat(resources()).isEqualTo(before);
    }

    private List<String> resources() throws Exception {
        List<String> ids = new ArrayList<>();
        client.get(azure.arm(group + "/resources"), owner)
                .expect(200)
                .json()
                .path("value")
                .forEach(one -> ids.add(one.path("id").asText()));
        return ids;
    }
}
