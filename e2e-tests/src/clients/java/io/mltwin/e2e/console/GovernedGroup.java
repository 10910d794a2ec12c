package io.mltwin.e2e.console;

import io.mltwin.e2e.fixtures.OwnStorageAccount;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;

/**
 * A resource group of the fixture's owner with a storage account and an Application Insights
 * component, in which nobody else has a role.
 */
record GovernedGroup(String id, String account, String component) {

    static GovernedGroup create(TestPlatform platform, String group, String name) throws Exception {
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String owner = azure.armToken("owner");
        String id = platform.subscription() + "/resourceGroups/" + group;
        String account = id + "/providers/Microsoft.Storage/storageAccounts/" + name;
        String component = id + "/providers/Microsoft.Insights/components/" + name;
        client.json("PUT", azure.arm(id), owner, Map.of("location", "eastus")).expect(200, 201);
        OwnStorageAccount.make(platform, account);
        client.json(
                        "PUT",
                        azure.arm(component),
                        owner,
                        Map.of("location", "eastus", "kind", "web", "properties", Map.of("Application_Type", "web")))
                .expect(200);
        return new GovernedGroup(id, account, component);
    }

    /** Deletes all of it, and waits until it is gone. */
    void delete(TestPlatform platform) throws Exception {
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String owner = azure.armToken("owner");
        azure.await(client, client.json("DELETE", azure.arm(id), owner, null).expect(200, 202), owner);
    }
}
