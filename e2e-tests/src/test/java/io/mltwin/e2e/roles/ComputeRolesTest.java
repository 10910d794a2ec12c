package io.mltwin.e2e.roles;

import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A role of one's own for datastores, which Azure Resource Manager and the v1 data plane obey. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(GrantedRole.OF_NORA)
class ComputeRolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void writerOfDatastoresMayNotDeleteThem() throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.flows().workspaceId();
        String name = "registered_" + UUID.randomUUID().toString().substring(0, 8);
        String stores = azure.training("eastus", "datastore/v1.0", workspace, "/datastores");
        Map<String, Object> store = Map.of(
                "name",
                name,
                "dataStoreType",
                "AzureBlob",
                "azureStorageSection",
                Map.of("accountName", "otheraccount", "containerName", "data"));
        String byArm = azure.arm(workspace + "/datastores/" + name);
        Map<String, Object> properties = Map.of(
                "datastoreType",
                "AzureBlob",
                "accountName",
                "otheraccount",
                "containerName",
                "data",
                "credentials",
                Map.of("credentialsType", "None"));

        GrantedRole role = GrantedRole.to(PLATFORM, "nora", workspace, "datastores/write");
        try {
            String nora = azure.armToken("nora");
            client.json("POST", stores, nora, store).expect(200);
            client.json("DELETE", stores + "/" + name, nora, null).expect(403);
            client.get(stores + "/" + name, nora).expect(403);
            client.json("PUT", byArm, nora, Map.of("properties", properties)).expect(200);
            client.json("DELETE", byArm, nora, null).expect(403);
            client.get(byArm, nora).expect(403);
            client.get(azure.arm(workspace), nora).expect(403);
        } finally {
            role.close();
        }
        client.json("DELETE", stores + "/" + name, azure.armToken("owner"), null)
                .expect(200);
    }
}
