package io.mltwin.e2e;

import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Resources that may be attached to a workspace as computes, as their Owner makes them. */
record AttachableResources(TestPlatform platform) {
    static final String MACHINES = "/providers/Microsoft.Compute/virtualMachines/";
    static final String CLUSTERS = "/providers/Microsoft.ContainerService/managedClusters/";

    /** A virtual machine of that id. */
    String machine(String id) throws IOException, InterruptedException {
        return put(id, machineBody(id.substring(0, id.indexOf("/providers/"))));
    }

    /** A cluster of AKS of that id. */
    String cluster(String id) throws IOException, InterruptedException {
        return put(id, clusterBody());
    }

    private String put(String id, Map<String, Object> body)
            throws IOException, InterruptedException {
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String owner = azure.armToken("owner");
        azure.await(client, client.json("PUT", azure.arm(id), owner, body).expect(200, 201), owner);
        return id;
    }

    static Map<String, Object> machineBody(String group) {
        return Map.of(
                "location",
                "eastus",
                "tags",
                Map.of("team", "ml"),
                "properties",
                Map.of(
                        "hardwareProfile",
                        Map.of("vmSize", "Standard_D2_v3"),
                        "storageProfile",
                        Map.of(
                                "imageReference",
                                Map.of(
                                        "publisher",
                                        "microsoft-dsvm",
                                        "offer",
                                        "ubuntu-1804",
                                        "sku",
                                        "1804",
                                        "version",
                                        "latest"),
                                "osDisk",
                                Map.of("createOption", "FromImage")),
                        "osProfile",
                        Map.of(
                                "computerName",
                                "dsvm",
                                "adminUsername",
                                "azureuser",
                                "adminPassword",
                                "Never-shown-1"),
                        "networkProfile",
                        Map.of(
                                "networkInterfaces",
                                List.of(
                                        Map.of(
                                                "id",
                                                group
                                                        + "/providers/Microsoft.Network/networkInterfaces/nic1")))));
    }

    static Map<String, Object> clusterBody() {
        return Map.of(
                "location",
                "eastus",
                "identity",
                Map.of("type", "SystemAssigned"),
                "properties",
                Map.of(
                        "dnsPrefix",
                        "scoring",
                        "kubernetesVersion",
                        "1.17.3",
                        "agentPoolProfiles",
                        List.of(
                                Map.of(
                                        "name",
                                        "agentpool",
                                        "count",
                                        3,
                                        "vmSize",
                                        "Standard_D3_v2",
                                        "mode",
                                        "System"))));
    }
}
