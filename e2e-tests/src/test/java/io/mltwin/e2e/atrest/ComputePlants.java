package io.mltwin.e2e.atrest;

import io.mltwin.e2e.fixtures.AttachableResources;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.machine.VirtualMachine;
import java.nio.file.Files;
import java.util.Map;

/** Brings secrets to where a user gives them to datastores and attached machines. */
record ComputePlants(TestPlatform platform) {

    void plant(String datastoreKey, String machinePassword, String description) throws Exception {
        FlowClient client = platform.flowClient();
        Azure azure = platform.azure();
        String workspace = platform.flows().workspaceId();
        String token = azure.armToken("contributor");
        Map<String, Object> section = Map.of(
                "accountName",
                platform.flows().storageAccount(),
                "containerName",
                "planted",
                "credentialType",
                "AccountKey",
                "credential",
                datastoreKey);
        client.json(
                        "POST",
                        azure.training("eastus", "datastore/v1.0", workspace, "/datastores"),
                        token,
                        Map.of("name", "planted", "dataStoreType", "AzureBlob", "azureStorageSection", section))
                .expect(200);
        try (VirtualMachine machine = VirtualMachine.start(new VirtualMachine.Settings(
                0, Files.createTempDirectory("planted-vm"), "azureuser", machinePassword, System.getenv("PATH")))) {
            attach(client, azure, workspace, machine, machinePassword, description);
        }
    }

    private void attach(
            FlowClient client,
            Azure azure,
            String workspace,
            VirtualMachine answering,
            String machinePassword,
            String description)
            throws Exception {
        String planted = new AttachableResources(platform)
                .machine(platform.fixture().resourceGroupId() + AttachableResources.MACHINES + "planted");
        Map<String, Object> machine = Map.of(
                "computeType",
                "VirtualMachine",
                "description",
                description,
                "resourceId",
                planted,
                "properties",
                Map.of(
                        "address",
                        "127.0.0.1",
                        "sshPort",
                        answering.port(),
                        "administratorAccount",
                        Map.of("username", "azureuser", "password", machinePassword)));
        client.json(
                        "PUT",
                        azure.arm(workspace + "/computes/planted-vm"),
                        azure.armToken("contributor"),
                        Map.of("location", "eastus", "properties", machine))
                .expect(201);
    }
}
