package io.mltwin.e2e;

import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;

/** A workspace that its Owner makes in a group of its own, with which it goes. */
record OwnWorkspace(Azure azure, FlowClient client, String owner, String group, String id) {

    static OwnWorkspace make(TestPlatform platform, String group, String name, String region)
            throws Exception {
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String owner = azure.armToken("owner");
        String groupId = platform.subscription() + "/resourceGroups/" + group;
        OwnWorkspace own =
                new OwnWorkspace(azure, client, owner, groupId, groupId + Azure.ML + name);
        client.json("PUT", azure.arm(groupId), owner, Map.of("location", region)).expect(200, 201);
        Map<String, Object> body =
                Map.of("location", region, "identity", Map.of("type", "SystemAssigned"));
        azure.await(client, client.json("PUT", azure.arm(own.id), owner, body).expect(202), owner);
        return own;
    }

    void end() throws Exception {
        azure.await(
                client, client.json("DELETE", azure.arm(group), owner, null).expect(202), owner);
    }
}
