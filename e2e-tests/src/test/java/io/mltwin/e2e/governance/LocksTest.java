package io.mltwin.e2e.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Locks of Azure Resource Manager: on the resource and inherited from its group, for the Owner
 * alone to set.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class LocksTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private String owner;
    private String group;
    private OwnWorkspace own;
    private String workspace;
    private String registry;

    @BeforeAll
    void aGroupWithAWorkspaceAndARegistry() throws Exception {
        own = OwnWorkspace.make(PLATFORM, "locked-rg", "locked-ws", "eastus");
        workspace = own.id();
        owner = azure.armToken("owner");
        group = own.group();
        registry = group + "/providers/Microsoft.ContainerRegistry/registries/lockedregistry";
        azure.await(
                client,
                client.json(
                                "PUT",
                                azure.arm(registry),
                                owner,
                                Map.of("location", "eastus", "sku", Map.of("name", "Basic")))
                        .expect(200, 201),
                owner);
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        own.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeleteLockStopsDeletingAndNothingElse(boolean inherited) throws Exception {
        String lock = lock(inherited ? group : workspace, "CanNotDelete");
        try {
            refusedByLock("DELETE", workspace, null);
            client.json("PATCH", azure.arm(workspace), owner, Map.of("tags", Map.of("a", "b")))
                    .expect(200);
            client.json("POST", azure.arm(workspace + "/listKeys"), owner, null).expect(200);
            if (inherited) {
                refusedByLock("DELETE", group, null);
                refusedByLock("DELETE", registry, null);
            } else {
                unlocked(registry);
            }
        } finally {
            client.json("DELETE", azure.arm(lock), owner, null).expect(200, 204);
        }
        unlocked(workspace);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReadOnlyLockStopsWritesAndActions(boolean inherited) throws Exception {
        String lock = lock(inherited ? group : workspace, "ReadOnly");
        try {
            refusedByLock("PATCH", workspace, Map.of("tags", Map.of("a", "c")));
            refusedByLock("POST", workspace + "/listKeys", null);
            refusedByLock("DELETE", workspace, null);
            client.get(azure.arm(workspace), owner).expect(200);
        } finally {
            client.json("DELETE", azure.arm(lock), owner, null).expect(200, 204);
        }
        unlocked(workspace);
    }

    private void refusedByLock(String method, String id, Object body) throws Exception {
        FlowClient.Answer refused =
                client.json(method, azure.arm(id), owner, body).expect(409);
        assertThat(refused.json().path("error").path("code").asText()).isEqualTo("ScopeLocked");
    }

    private void unlocked(String id) throws Exception {
        client.json("PATCH", azure.arm(id), owner, Map.of("tags", Map.of("a", "d")))
                .expect(200, 201);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "Owner, 8e3af657-a8ff-443c-a75c-2fe8c4bcb635, true",
        "User Access Administrator, 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, true",
        "Contributor, b24988ac-6180-42a0-ab88-20f7382dd24c, false",
        "Reader, acdd72a7-3385-48ef-bd42-f606fba81ae7, false"
    })
    void ownersAndUserAccessAdministratorsLockAndNobodyElse(String name, String role, boolean allowed)
            throws Exception {
        Colleague colleague = Colleague.join(PLATFORM);
        colleague.assign(group, colleague.builtIn(role));
        String lock = registry + "/providers/Microsoft.Authorization/locks/carls";
        Map<String, Object> body = Map.of("properties", Map.of("level", "CanNotDelete"));
        try {
            FlowClient.Answer put =
                    client.json("PUT", azure.arm(lock), colleague.token(), body).expect(allowed ? 201 : 403);
            if (!allowed) {
                assertThat(put.json().path("error").path("code").asText()).isEqualTo("AuthorizationFailed");
                client.json("PUT", azure.arm(lock), owner, body).expect(201);
            }
            client.json("DELETE", azure.arm(lock), colleague.token(), null).expect(allowed ? 200 : 403);
        } finally {
            client.json("DELETE", azure.arm(lock), owner, null).expect(200, 204);
            colleague.forget();
        }
    }

    @Test
    void aNewRegistryHasNoAdminUser() throws Exception {
        assertThat(client.get(azure.arm(registry), owner)
                        .expect(200)
                        .json()
                        .path("properties")
                        .path("adminUserEnabled")
                        .asBoolean(true))
                .isFalse();
    }

    private String lock(String scope, String level) throws Exception {
        String lock = scope + "/providers/Microsoft.Authorization/locks/test-lock";
        client.json("PUT", azure.arm(lock), owner, Map.of("properties", Map.of("level", level)))
                .expect(200, 201);
        return lock;
    }
}
