package io.mltwin.compute.quotas;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Usages, quotas and sizes of virtual machines, as Azure Resource Manager asks for them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class QuotaResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestDatabase database;

    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String locations = subscription + "/providers/Microsoft.MachineLearningServices/locations/";
    private AssertedArm arm;

    @BeforeEach
    void somebody() {
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
    }

    @Test
    void clustersAndTheirNodesAreCountedInTheirRegionAndSubscription() throws SQLException {
        cluster(subscription, "eastus", "STANDARD_DS3_V2", "Dedicated");
        cluster(subscription, "eastus", "Standard_NC6", "LowPriority");
        cluster(subscription, "westus", "Standard_DS2_v2", "Dedicated");
        cluster("/subscriptions/" + UUID.randomUUID(), "eastus", "Standard_D2_v2", "Dedicated");

        arm.send("GET", locations + "EastUS/usages", null)
                .statusCode(200)
                .body(named("Clusters"), equalTo(2))
                .body(named("Total Cluster Dedicated Regional vCPUs"), equalTo(0))
                .body(named("Total Cluster LowPriority Regional vCPUs"), equalTo(0))
                .body(named("Standard DSv2 Family Cluster Dedicated vCPUs"), equalTo(0))
                .body("value.unit", everyItem(equalTo("Count")))
                .body("value.limit", everyItem(equalTo(-1)));
        arm.send("GET", locations + "westus/usages", null).body(named("Clusters"), equalTo(1));
        arm.send("GET", locations + "northeurope/usages", null).body(named("Clusters"), equalTo(0));
    }

    private static String named(String name) {
        return "value.find { it.name.value == '" + name + "' }.currentValue";
    }

    private void cluster(String subscription, String location, String size, String priority) throws SQLException {
        String name = "c" + UUID.randomUUID().toString().substring(0, 8);
        String workspace = subscription + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
        String id = workspace + "/computes/" + name;
        try (Connection connection = database.connect();
                PreparedStatement row = connection.prepareStatement(
                        "insert into compute_target (compute_id, arm_id, workspace_id, parent_key, name,"
                                + " compute_type, identity_type, location, provisioning_state, settings, min_nodes,"
                                + " max_nodes, idle_seconds, created, modified)"
                                + " values (lower(?), ?, ?, lower(?), ?, 'AmlCompute', 'None', ?, 'Succeeded', ?, 0, 1, 120,"
                                + " now(), now())")) {
            row.setString(1, id);
            row.setString(2, id);
            row.setString(3, UUID.randomUUID().toString());
            row.setString(4, workspace);
            row.setString(5, name);
            row.setString(6, location);
            row.setString(7, "{\"vmSize\":\"" + size + "\",\"vmPriority\":\"" + priority + "\"}");
            row.executeUpdate();
        }
    }

    @Test
    void noFamilyHasAQuota() {
        arm.send("GET", locations + "eastus/quotas", null)
                .statusCode(200)
                .body("value.name.value", hasItem("Standard DSv2 Family Cluster Dedicated vCPUs"))
                .body("value.limit", everyItem(equalTo(-1)))
                .body("value[0].id", equalTo(subscription + "/quotas/Standard_Dv2_Family_Cluster_Dedicated_vCPUs"));
    }

    /** As Azure documents them. */
    @ParameterizedTest
    @CsvSource({
        "Standard_DS2_v2, standardDSv2Family, 2, 0, 7, 14336, true",
        "Standard_D4s_v3, standardDSv3Family, 4, 0, 16, 32768, true",
        "Standard_F72s_v2, standardFSv2Family, 72, 0, 144, 589824, true",
        "Standard_NC12, standardNCFamily, 12, 2, 112, 696320, false",
        "Standard_NC6s_v3, standardNCSv3Family, 6, 1, 112, 753664, true"
    })
    void aSizeHasWhatAzureDocuments(
            String name, String family, int cores, int gpus, int memory, int disk, boolean premium) {
        String size = "value.find { it.name == '" + name + "' }.";
        arm.send("GET", locations + "eastus/vmSizes", null)
                .statusCode(200)
                .body(size + "family", equalTo(family))
                .body(size + "vCPUs", equalTo(cores))
                .body(size + "gpus", equalTo(gpus))
                .body(size + "memoryGB", equalTo(memory))
                .body(size + "maxResourceVolumeMB", equalTo(disk))
                .body(size + "premiumIO", equalTo(premium))
                .body(size + "supportedComputeTypes", contains("AmlCompute", "ComputeInstance"))
                .body("value", hasSize(55));
    }

    @Test
    void quotasAreNotChanged() {
        arm.send("POST", locations + "eastus/updateQuotas", "{'value':[]}").statusCode(501);
        arm.send("PUT", locations + "eastus/usages", "{}").statusCode(405);
    }
}
