package io.mltwin.workspace.network;

import static io.mltwin.workspace.network.TestNetwork.rule;
import static io.mltwin.workspace.network.TestNetwork.subnet;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.mltwin.workspace.index.ResourceIndex;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual networks and subnets through Azure Resource Manager, and what uses a subnet. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VirtualNetworkResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ResourceIndex index;

    private ArmCaller arm;
    private String group;
    private String network;
    private String security;
    private TestNetwork azure;

    @BeforeEach
    void aGroup() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("g", "{}");
        azure = new TestNetwork(arm, group, service, issuer);
        network = azure.network();
        security = azure.security();
    }

    /** A compute target that Azure Resource Manager knows, and that is in the subnet. */
    private String computeIn(String subnet) {
        String compute = group
                + "/providers/Microsoft.MachineLearningServices/workspaces/w/computes/c"
                + UUID.randomUUID().toString().substring(0, 8);
        index.confirm(ArmResourceId.parse(compute), null, false);
        azure.use(subnet, compute, "eastus").statusCode(204);
        return compute;
    }

    @Test
    void aNetworkIsMadeShownTaggedAndDeletedWithItsSubnets() {
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "," + subnet("b", "10.0.1.0/24") + "]")
                .statusCode(201)
                .body("id", equalTo(network))
                .body("type", equalTo("Microsoft.Network/virtualNetworks"))
                .body("location", equalTo("eastus"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.addressSpace.addressPrefixes[0]", equalTo("10.0.0.0/16"))
                .body("properties.subnets.name", equalTo(List.of("a", "b")))
                .body("properties.subnets[0].id", equalTo(network + "/subnets/a"));
        azure.putNetwork(null).statusCode(200).body("properties.subnets", hasSize(2));
        arm.get(network + "/subnets/b", "").statusCode(200).body("properties.addressPrefix", equalTo("10.0.1.0/24"));
        arm.get(network + "/subnets", "").statusCode(200).body("value", hasSize(2));
        arm.get(group + "/providers/Microsoft.Network/virtualNetworks", "").body("value", hasSize(1));
        arm.get(arm.subscription() + "/providers/Microsoft.Network/virtualNetworks", "")
                .body("value", hasSize(1));
        arm.send("PATCH", network, "{'tags':{'c':'d'}}")
                .statusCode(200)
                .body("tags.c", equalTo("d"))
                .body("tags.a", nullValue());

        azure.putNetwork("[" + subnet("b", "10.0.1.0/24") + "]").statusCode(200).body("properties.subnets", hasSize(1));

        arm.get(network + "/subnets/a", "").statusCode(404);
        arm.send("DELETE", network, "").statusCode(200);
        arm.send("DELETE", network, "").statusCode(204);
        arm.get(network + "/subnets/b", "").statusCode(404);
        arm.get(network, "").statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @Test
    void aSubnetIsMadeAloneAndLiesInItsNetwork() {
        arm.send("PUT", network + "/subnets/a", "{'properties':{'addressPrefix':'10.0.0.0/24'}}")
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
        azure.putNetwork("[]").statusCode(201);

        arm.send("PUT", network + "/subnets/a", "{'properties':{'addressPrefix':'10.0.0.0/24'}}")
                .statusCode(201)
                .body("name", equalTo("a"));

        arm.send("PUT", network + "/subnets/a", "{'properties':{'addressPrefix':'10.0.0.0/25'}}")
                .statusCode(200)
                .body("properties.addressPrefix", equalTo("10.0.0.0/25"));
        arm.send("PUT", network + "/subnets/b", "{'properties':{'addressPrefix':'10.0.0.64/26'}}")
                .statusCode(400)
                .body("error.code", equalTo("NetcfgSubnetRangesOverlap"));
        arm.send("PUT", network + "/subnets/b", "{'properties':{'addressPrefix':'10.1.0.0/24'}}")
                .statusCode(400)
                .body("error.code", equalTo("NetcfgSubnetRangeOutsideVnet"));
        arm.get(network + "/subnets/b", "").statusCode(404);
        arm.send("DELETE", network + "/subnets/a", "").statusCode(200);
        arm.send("DELETE", network + "/subnets/a", "").statusCode(204);
    }

    @Test
    void aSpaceThatLeavesASubnetOutIsRefused() {
        azure.putNetwork("[" + subnet("a", "10.0.9.0/24") + "]").statusCode(201);

        arm.send(
                        "PUT",
                        network,
                        "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/24']}}}")
                .statusCode(400)
                .body("error.code", equalTo("NetcfgSubnetRangeOutsideVnet"));

        arm.get(network, "").body("properties.addressSpace.addressPrefixes[0]", equalTo("10.0.0.0/16"));
    }

    @Test
    void aNetworkStaysInItsRegion() {
        azure.putNetwork(null).statusCode(201);

        arm.send(
                        "PUT",
                        network,
                        "{'location':'westus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}")
                .statusCode(409)
                .body("error.code", equalTo("InvalidResourceLocation"));
    }

    @Test
    void aSubnetInUseStaysWithItsAddresses() {
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        String compute = computeIn(network + "/subnets/a");

        arm.get(network + "/subnets/a", "")
                .body("properties.serviceAssociationLinks[0].properties.link", equalTo(compute));
        arm.send("DELETE", network + "/subnets/a", "")
                .statusCode(400)
                .body("error.code", equalTo("InUseSubnetCannotBeDeleted"))
                .body("error.message", containsString("is in use by " + compute));
        arm.send("DELETE", network, "").statusCode(400).body("error.code", equalTo("InUseSubnetCannotBeDeleted"));
        azure.putNetwork("[]").statusCode(400);
        arm.send("PUT", network + "/subnets/a", "{'properties':{'addressPrefix':'10.0.2.0/24'}}")
                .statusCode(400)
                .body("error.code", equalTo("InUsePrefixCannotBeDeleted"));
        arm.get(network + "/subnets/a", "").statusCode(200).body("properties.addressPrefix", equalTo("10.0.0.0/24"));

        // the target is gone, whether compute-service said so or not
        index.remove(ArmResourceId.parse(compute));
        arm.get(network + "/subnets/a", "").body("properties.serviceAssociationLinks", nullValue());
        arm.send("DELETE", network + "/subnets/a", "").statusCode(200);
    }

    @Test
    void aTargetThatLeavesUsesNothing() {
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        String compute = computeIn(network + "/subnets/a");

        azure.internal("DELETE", "uses?user=" + compute, "").statusCode(204);

        arm.send("DELETE", network + "/subnets/a", "").statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"a, eastus, 204", "a, westus, 400", "b, eastus, 400"})
    void aTargetUsesASubnetOfItsRegion(String subnet, String region, int status) {
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);

        ValidatableResponse answer = azure.use(network + "/subnets/" + subnet, group, region);

        answer.statusCode(status);
        if (status == 400) {
            answer.body("error.code", equalTo("InvalidResourceReference"));
        }
    }

    @ParameterizedTest
    @CsvSource({"keyvault, 403", "scoring, 403", "compute, 204"})
    void onlyComputeServiceTellsWhatIsInASubnet(String caller, int status) {
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);

        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service(caller, "workspace").sign())
                .contentType("application/json")
                .body("""
                        {"subnet": "%s", "user": "%s", "region": "eastus"}""".formatted(network + "/subnets/a", group))
                .put("/_internal/subnets/uses")
                .then()
                .statusCode(status);
    }

    /** Who may, and who may not. */
    @ParameterizedTest
    @CsvSource({
        "virtualNetworks/v, virtualNetworks/read",
        "virtualNetworks/v/subnets/a, virtualNetworks/subnets/read",
        "networkSecurityGroups/n, networkSecurityGroups/read",
        "networkSecurityGroups/n/securityRules/batch, networkSecurityGroups/securityRules/read"
    })
    void readingIsAPermission(String path, String action) {
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        azure.putSecurity("[" + rule("batch", 120, "Allow") + "]").statusCode(201);
        String id = group + "/providers/Microsoft.Network/" + path;
        String nobody = UUID.randomUUID().toString();
        service.given("management").get(id + "?api-version=2021-08-01").then().statusCode(401);
        arm.as(nobody).get(id + "?api-version=2021-08-01").then().statusCode(403);

        decisions.allow(nobody, "Microsoft.Network/" + action, group);

        String another = UUID.randomUUID().toString();
        decisions.allow(another, "Microsoft.Network/" + action, group);
        arm.as(another).get(id + "?api-version=2021-08-01").then().statusCode(200);
    }
}
