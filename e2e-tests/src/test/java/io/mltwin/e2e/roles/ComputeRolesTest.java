package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Roles of one's own for clusters and datastores: reading, writing or deleting is granted alone,
 * and only the granted verb is allowed.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(GrantedRole.OF_NORA)
class ComputeRolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    /** A verb of Azure RBAC. */
    enum Verb {
        READ,
        WRITE,
        DELETE
    }

    /** A kind of resource, with what a client sends to make one. */
    enum Kind {
        COMPUTES("&underlyingResourceAction=Delete") {
            @Override
            Map<String, Object> body() {
                return Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "computeType",
                                "AmlCompute",
                                "properties",
                                Map.of(
                                        "vmSize",
                                        "STANDARD_DS2_V2",
                                        "scaleSettings",
                                        Map.of("minNodeCount", 0, "maxNodeCount", 1))));
            }
        },
        DATASTORES("") {
            @Override
            Map<String, Object> body() {
                return Map.of(
                        "properties",
                        Map.of(
                                "datastoreType",
                                "AzureBlob",
                                "accountName",
                                "otheraccount",
                                "containerName",
                                "data",
                                "credentials",
                                Map.of("credentialsType", "None")));
            }
        };

        private final String deletion;

        Kind(String deletion) {
            this.deletion = deletion;
        }

        abstract Map<String, Object> body();

        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Stream<Arguments> cells() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Verb.values()).map(verb -> Arguments.of(kind, verb)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void onlyTheGrantedVerbIsAllowed(Kind kind, Verb granted) throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.flows().workspaceId();
        // a name of its own for each cell, so that no answer of the cell before is remembered
        String name = "c" + UUID.randomUUID().toString().substring(0, 8);
        String address = azure.arm(workspace + "/" + kind.type() + "/" + name);
        String owner = azure.armToken("owner");
        client.json("PUT", address, owner, kind.body()).expect(200, 201);
        String action = kind.type() + "/" + granted.name().toLowerCase(Locale.ROOT);

        GrantedRole role = GrantedRole.to(PLATFORM, "nora", workspace, action);
        try {
            String nora = azure.armToken("nora");
            assertThat(client.get(address, nora).status())
                    .isEqualTo(granted == Verb.READ ? 200 : 403);
            assertThat(client.json("PUT", address, nora, kind.body()).status())
                    .isEqualTo(granted == Verb.WRITE ? 200 : 403);
            assertThat(client.json("DELETE", address + kind.deletion, nora, null).status())
                    .matches(status -> granted == Verb.DELETE ? status / 100 == 2 : status == 403);
            assertThat(client.get(azure.arm(workspace), nora).status()).isEqualTo(403);
        } finally {
            role.close();
            client.json("DELETE", address + kind.deletion, owner, null).expect(200, 202, 204);
        }
    }

    @Test
    void whoMayRegisterDatastoresMayNotDeleteThem() throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.flows().workspaceId();
        String name = "registered_" + UUID.randomUUID().toString().substring(0, 8);
        String stores = azure.training("eastus", "datastore/v1.0", workspace, "/datastores");
        Map<String, Object> store =
                Map.of(
                        "name",
                        name,
                        "dataStoreType",
                        "AzureBlob",
                        "azureStorageSection",
                        Map.of("accountName", "otheraccount", "containerName", "data"));

        GrantedRole role = GrantedRole.to(PLATFORM, "nora", workspace, "datastores/write");
        try {
            String nora = azure.armToken("nora");
            client.json("POST", stores, nora, store).expect(200);
            client.json("DELETE", stores + "/" + name, nora, null).expect(403);
            client.get(stores + "/" + name, nora).expect(403);
        } finally {
            role.close();
        }
        client.json("DELETE", stores + "/" + name, azure.armToken("owner"), null).expect(200);
    }
}
