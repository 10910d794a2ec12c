package io.mltwin.console.creation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.creation.WorkspacePlan.PlannedRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspacePlanTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "/subscriptions/s1/resourceGroups/rg1";
    private static final String WORKSPACE = GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String VERSION = "?api-version=2022-10-01";

    private static MultivaluedMap<String, String> form(String... pairs) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("name", "ws1");
        form.putSingle("region", "eastus");
        for (int i = 0; i < pairs.length; i += 2) {
            form.putSingle(pairs[i], pairs[i + 1]);
        }
        return form;
    }

    private static List<PlannedRequest> plan(MultivaluedMap<String, String> form) {
        return WorkspacePlan.of(WorkspaceForm.read(form), JSON);
    }

    @Test
    void azureMakesResourcesThatAreLeftOut() throws Exception {
        List<PlannedRequest> plan = plan(form("group", GROUP));

        assertThat(plan).hasSize(1);
        assertThat(plan.get(0).path()).isEqualTo(WORKSPACE + VERSION);
        assertThat(JSON.readTree(plan.get(0).body())).isEqualTo(JSON.readTree("""
                                {"location":"eastus","identity":{"type":"SystemAssigned"},
                                 "properties":{"friendlyName":"ws1"}}
                                """));
        assertThat(plan.get(0).command())
                .isEqualTo("az rest --method put --url '"
                        + WORKSPACE
                        + VERSION
                        + "' --body '{\"location\":\"eastus\",\"identity\":{\"type\":\"SystemAssigned\"},"
                        + "\"properties\":{\"friendlyName\":\"ws1\"}}'");
    }

    @Test
    void aNewGroupIsMadeFirst() {
        List<PlannedRequest> plan = plan(form("subscription", "s1", "newGroup", "rg1"));

        assertThat(plan).extracting(PlannedRequest::path).containsExactly(GROUP + VERSION, WORKSPACE + VERSION);
    }

    @Test
    void aCustomersKeyHighImpactAndLinkedResourcesStandInTheBody() throws Exception {
        String key = "https://kv1.vault.mltwin.localhost:8443/keys/k/0123456789abcdef0123456789abcdef";
        List<PlannedRequest> plan = plan(form(
                "group",
                GROUP,
                "storageAccount",
                "/sa",
                "keyVault",
                "/kv",
                "applicationInsights",
                "/ai",
                "containerRegistry",
                "/cr",
                "encryption",
                "Customer",
                "vault",
                "/cmk",
                "key",
                key,
                "hbi",
                "true"));

        assertThat(JSON.readTree(plan.get(0).body()).path("properties")).isEqualTo(JSON.readTree("""
                                {"friendlyName":"ws1","storageAccount":"/sa","keyVault":"/kv",
                                 "applicationInsights":"/ai","containerRegistry":"/cr","hbiWorkspace":true,
                                 "encryption":{"status":"Enabled","keyVaultProperties":{
                                   "keyVaultArmId":"/cmk","keyIdentifier":"%s"}}}
                                """.formatted(key)));
    }

    @Test
    void aKeyThatWasTypedButNotChosenIsNotSent() throws Exception {
        List<PlannedRequest> plan = plan(form("group", GROUP, "encryption", "Microsoft", "vault", "/v", "key", "k"));

        assertThat(JSON.readTree(plan.get(0).body())
                        .at("/properties/encryption")
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', '', ws1, 400", "s1, '', ws1, 400", "s1, rg1, '', 400", "s1, rg/1, ws1, 404", "s1, rg1, w%31, 404"})
    void whatNamesNoWorkspaceIsRefused(String subscription, String group, String name, int status) {
        MultivaluedMap<String, String> form = form("subscription", subscription, "newGroup", group, "name", name);

        assertThatThrownBy(() -> plan(form))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }
}
