package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * User-assigned identities of workspaces: who may put one on, as whom the workspace then acts, what
 * stops when that identity's role is taken away, and how they change and come off again.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class WorkspaceUserIdentityTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String IDENTITY = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final String ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String group = PLATFORM.subscription() + "/resourceGroups/uai-" + mark;
    private Azure azure;
    private FlowClient client;
    private String owner;
    private String able;
    private String other;
    private String powerless;
    private String workspace;

    @BeforeAll
    void aWorkspaceThatActsAsAnIdentityOfItsUsers() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        owner = azure.armToken("owner");
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(201);
        able = identity("able");
        other = identity("other");
        powerless = identity("powerless");
        contributor(group, able);
        contributor(group, other);
        workspace = id("acts");
        azure.await(client, put(owner, workspace, "UserAssigned", able, able).expect(202), owner);
    }

    @AfterAll
    void nothingIsLeft() throws Exception {
        azure.await(client, client.json("DELETE", azure.arm(group), owner, null).expect(202), owner);
    }

    private String id(String name) {
        return group + Azure.ML + name + "-" + mark;
    }

    private String identity(String name) throws Exception {
        String id = group + IDENTITY + name;
        client.json("PUT", azure.arm(id), owner, Map.of("location", "eastus")).expect(201);
        return id;
    }

    private String principal(String identity) throws Exception {
        return client.get(azure.arm(identity), owner)
                .expect(200)
                .json()
                .path("properties")
                .path("principalId")
                .asText();
    }

    private String contributor(String scope, String identity) throws Exception {
        String id = scope + Colleague.AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "roleDefinitionId",
                PLATFORM.subscription() + Colleague.AUTHORIZATION + "roleDefinitions/" + CONTRIBUTOR,
                "principalId",
                principal(identity),
                "principalType",
                "ServicePrincipal");
        client.json("PUT", azure.arm(id), owner, Map.of("properties", properties))
                .expect(201);
        return id;
    }

    private Answer put(String token, String id, String type, String identity, String primary) throws Exception {
        Map<String, Object> properties = new HashMap<>();
        if (primary != null) {
            properties.put("primaryUserAssignedIdentity", primary);
        }
        return client.json(
                "PUT",
                azure.arm(id),
                token,
                Map.of(
                        "location",
                        "eastus",
                        "identity",
                        Map.of("type", type, "userAssignedIdentities", Map.of(identity, Map.of())),
                        "properties",
                        properties));
    }

    private Answer patch(String token, Map<String, Object> body) throws Exception {
        return client.json("PATCH", azure.arm(workspace), token, body);
    }

    private static Map<String, Object> identityBody(String type, Map<String, Object> assigned) {
        return Map.of("identity", Map.of("type", type, "userAssignedIdentities", assigned));
    }

    private JsonNode seen() throws Exception {
        return client.get(azure.arm(workspace), owner).expect(200).json();
    }

    private static String code(Answer answer) throws Exception {
        return answer.json().path("error").path("code").asText();
    }

    @Test
    void theAnswerNamesPrincipalAndClientOfEachIdentity() throws Exception {
        JsonNode seen = seen();
        assertThat(seen.path("identity").path("type").asText()).isEqualTo("UserAssigned");
        assertThat(seen.path("identity").has("principalId")
                        && !seen.path("identity").path("principalId").isNull())
                .isFalse();
        assertThat(seen.path("identity")
                        .path("userAssignedIdentities")
                        .path(able)
                        .path("principalId")
                        .asText())
                .isEqualTo(principal(able));
        assertThat(seen.path("identity")
                        .path("userAssignedIdentities")
                        .path(able)
                        .path("clientId")
                        .asText())
                .isNotEmpty();
        assertThat(seen.path("properties").path("primaryUserAssignedIdentity").asText())
                .isEqualTo(able);
        assertThat(seen.path("properties").path("provisioningState").asText()).isEqualTo("Succeeded");
        client.json("POST", azure.arm(workspace + "/listKeys"), owner, null).expect(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an identity that does not exist | UserAssigned | none | none | 400 | FailedIdentityOperation",
                "a primary without permissions | UserAssigned | powerless | powerless | 403 | AuthorizationFailed",
            })
    void whatIsRefusedLeavesNothing(String what, String type, String identity, String primary, int status, String code)
            throws Exception {
        String id = id("no-" + UUID.randomUUID().toString().substring(0, 4));
        Answer refused =
                put(owner, id, type, group + IDENTITY + identity, primary == null ? null : group + IDENTITY + primary);
        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(code(refused)).isEqualTo(code);
        client.get(azure.arm(id), owner).expect(404);
    }

    @Test
    void callerWithoutAssignOfTheIdentityMakesNoWorkspaceWithIt() throws Exception {
        Colleague colleague = Colleague.join(PLATFORM);
        String role = colleague.define(
                "no-assign-" + mark, List.of("*"), List.of("Microsoft.ManagedIdentity/*/assign/action"));
        String assignment = colleague.assign(group, role);
        try {
            String id = id("linked");
            Answer refused = put(colleague.token(), id, "UserAssigned", able, able);
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("LinkedAuthorizationFailed");
            assertThat(refused.text()).contains(ASSIGN);
            Answer changed = patch(colleague.token(), identityBody("UserAssigned", Map.of(other, Map.of())));
            assertThat(changed.status()).isEqualTo(403);
            assertThat(code(changed)).isEqualTo("LinkedAuthorizationFailed");
            client.get(azure.arm(id), owner).expect(404);
            assertThat(seen().path("identity").path("userAssignedIdentities").size())
                    .isEqualTo(1);
        } finally {
            colleague.remove(assignment);
        }
    }

    @Test
    void theWorkspaceActsAsTheIdentityAndStopsWithItsRole() throws Exception {
        String lone = identity("lone");
        String grant = contributor(group, lone);
        String id = id("lone");
        azure.await(client, put(owner, id, "UserAssigned", lone, lone).expect(202), owner);
        azure.await(client, resync(id), owner);

        client.json("DELETE", azure.arm(grant), owner, null).expect(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(failed(resync(id))).contains("AuthorizationFailed"));
        // what was allowed is remembered for less than a second
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> diagnosesMissingRoles(id));

        contributor(group, lone);
        azure.await(client, resync(id), owner);
        client.json("DELETE", azure.arm(lone), owner, null).expect(200);
        assertThat(client.get(azure.arm(id), owner).expect(200).text()).contains("/lone");
        azure.await(client, client.json("DELETE", azure.arm(id), owner, null).expect(202), owner);
    }

    private void diagnosesMissingRoles(String id) throws Exception {
        Answer started = client.json("POST", azure.arm(id + "/diagnose"), owner, Map.of("value", Map.of()))
                .expect(202);
        azure.await(client, started, owner);
        JsonNode found =
                client.get(started.header("Location"), owner).expect(200).json().path("value");
        for (String part : List.of(
                "storageAccountResults", "keyVaultResults", "containerRegistryResults", "applicationInsightsResults")) {
            assertThat(found.path(part).path(0).path("code").asText())
                    .as(part)
                    .isEqualTo("WorkspaceIdentityRoleMissing");
        }
    }

    private Answer resync(String id) throws Exception {
        return client.json("POST", azure.arm(id + "/resyncKeys"), owner, null).expect(202);
    }

    private String failed(Answer started) throws Exception {
        String poll = started.header("Azure-AsyncOperation");
        azure.until(client, poll, owner, "status", "Succeeded", "Failed");
        return client.get(poll, owner).text();
    }
}
