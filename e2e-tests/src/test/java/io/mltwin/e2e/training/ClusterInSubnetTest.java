package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * NET-03, NET-05: a cluster in a subnet has a node that is of use when the subnet's security group
 * lets Azure Batch in, and the subnet stays as long as the cluster is in it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ClusterInSubnetTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private String owner;
    private String security;
    private String network;
    private String subnet;
    private String cluster;

    @BeforeAll
    void aSubnetWithAGroupThatAllowsNothing() throws Exception {
        owner = azure.armToken("owner");
        OwnWorkspace own = OwnWorkspace.make(PLATFORM, "subnet-rg", "subnet-ws", "eastus");
        String provider = own.group() + "/providers/Microsoft.Network/";
        security = provider + "networkSecurityGroups/n";
        network = provider + "virtualNetworks/v";
        subnet = network + "/subnets/s";
        cluster = own.id() + "/computes/in-subnet";
        put(security, Map.of("location", "eastus")).expect(201);
        put(
                        network,
                        Map.of(
                                "location",
                                "eastus",
                                "properties",
                                Map.of("addressSpace", Map.of("addressPrefixes", List.of("10.0.0.0/16")))))
                .expect(201);
        put(
                        subnet,
                        Map.of(
                                "properties",
                                Map.of("addressPrefix", "10.0.1.0/24", "networkSecurityGroup", Map.of("id", security))))
                .expect(201);
    }

    private Answer put(String id, Map<String, Object> body) throws IOException {
        return client.json("PUT", azure.arm(id), owner, body);
    }

    private Answer delete(String id) throws IOException {
        return client.json("DELETE", azure.arm(id), owner, null);
    }

    private JsonNode properties() throws IOException {
        return client.get(azure.arm(cluster), owner).expect(200).json().at("/properties/properties");
    }

    private void awaitNode(String state) {
        await().atMost(PATIENCE)
                .until(
                        () -> properties()
                                .path("nodeStateCounts")
                                .path(state + "NodeCount")
                                .asInt(),
                        count -> count == 1);
    }

    @Test
    void itsNodeIsOfUseOnceTheGroupLetsAzureBatchIn() throws Exception {
        put(
                        cluster,
                        Map.of(
                                "location",
                                "eastus",
                                "properties",
                                Map.of(
                                        "computeType",
                                        "AmlCompute",
                                        "properties",
                                        Map.of(
                                                "vmSize",
                                                "STANDARD_DS3_V2",
                                                "subnet",
                                                Map.of("id", subnet),
                                                "scaleSettings",
                                                Map.of("minNodeCount", 1, "maxNodeCount", 1)))))
                .expect(201);
        awaitNode("unusable");
        assertThat(properties().at("/errors/0/error/message").asText()).contains("DenyAllInBound");
        assertThat(delete(subnet).expect(400).text()).contains("InUseSubnetCannotBeDeleted");

        put(
                        security + "/securityRules/batch",
                        Map.of(
                                "properties",
                                Map.of(
                                        "direction",
                                        "Inbound",
                                        "access",
                                        "Allow",
                                        "priority",
                                        120,
                                        "protocol",
                                        "Tcp",
                                        "sourceAddressPrefix",
                                        "BatchNodeManagement",
                                        "sourcePortRange",
                                        "*",
                                        "destinationAddressPrefix",
                                        "*",
                                        "destinationPortRange",
                                        "29876-29877")))
                .expect(201);

        awaitNode("idle");
        assertThat(properties().path("errors")).isEmpty();
        client.json("DELETE", azure.arm(cluster) + "&underlyingResourceAction=Delete", owner, null)
                .expect(202);
        await().atMost(PATIENCE).until(() -> delete(subnet).status(), status -> status == 200);
        delete(network).expect(200);
        delete(security).expect(200);
    }
}
