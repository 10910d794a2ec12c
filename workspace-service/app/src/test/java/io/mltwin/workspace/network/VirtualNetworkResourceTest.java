package io.mltwin.workspace.network;

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

/** Virtual networks, subnets and security groups through Azure Resource Manager. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VirtualNetworkResourceTest {

    private static final String BATCH =
            """
            'protocol':'Tcp','sourceAddressPrefix':'BatchNodeManagement','sourcePortRange':'*',
            'destinationAddressPrefix':'*','destinationPortRange':'29876-29877','direction':'Inbound'
            """;
    private static final String FLOWS =
            """
            {"subnet": "%s", "user": "%s", "flows": [
              {"direction": "Inbound", "protocol": "Tcp", "service": "BatchNodeManagement", "region": "eastus", "port": 29876},
              {"direction": "Outbound", "protocol": "Tcp", "service": "Storage", "region": "eastus", "port": 443}]}
            """;

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform ServiceUnderTest service;
    @Inject ResourceIndex index;

    private ArmCaller arm;
    private String group;
    private String network;
    private String security;

    @BeforeEach
    void aGroup() {
        arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        group = arm.group("g", "{}");
        network = group + "/providers/Microsoft.Network/virtualNetworks/v";
        security = group + "/providers/Microsoft.Network/networkSecurityGroups/n";
    }

    private ValidatableResponse putNetwork(String subnets) {
        return arm.send(
                "PUT",
                network,
                "{'location':'East US','tags':{'a':'b'},'properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}"
                        + (subnets == null ? "" : ",'subnets':" + subnets)
                        + "}}");
    }

    private static String subnet(String name, String prefix) {
        return "{'name':'" + name + "','properties':{'addressPrefix':'" + prefix + "'}}";
    }

    private ValidatableResponse putSecurity(String rules) {
        return arm.send(
                "PUT",
                security,
                "{'location':'eastus','properties':{'securityRules':" + rules + "}}");
    }

    private static String rule(String name, int priority, String access) {
        return "{'name':'%s','properties':{%s,'priority':%d,'access':'%s'}}"
                .formatted(name, BATCH, priority, access);
    }

    private ValidatableResponse putSubnet(String name, String prefix, String groupId) {
        return arm.send(
                "PUT",
                network + "/subnets/" + name,
                "{'properties':{'addressPrefix':'"
                        + prefix
                        + "','networkSecurityGroup':{'id':'"
                        + groupId
                        + "'}}}");
    }

    private ValidatableResponse internal(String method, String path, String body) {
        return service.given()
                .header("Authorization", "Bearer " + issuer.service("compute", "workspace").sign())
                .contentType("application/json")
                .body(body)
                .request(method, "/_internal/subnets/" + path)
                .then();
    }

    /** A compute target that Azure Resource Manager knows, and that is in the subnet. */
    private String computeIn(String subnet) {
        String compute =
                group
                        + "/providers/Microsoft.MachineLearningServices/workspaces/w/computes/c"
                        + UUID.randomUUID().toString().substring(0, 8);
        index.confirm(ArmResourceId.parse(compute), null);
        use(subnet, compute, "eastus").statusCode(204);
        return compute;
    }

    private ValidatableResponse use(String subnet, String compute, String region) {
        return internal(
                "PUT",
                "uses",
                """
                {"subnet": "%s", "user": "%s", "region": "%s"}"""
                        .formatted(subnet, compute, region));
    }

    @Test
    void aNetworkIsMadeShownTaggedAndDeletedWithItsSubnets() {
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "," + subnet("b", "10.0.1.0/24") + "]")
                .statusCode(201)
                .body("id", equalTo(network))
                .body("type", equalTo("Microsoft.Network/virtualNetworks"))
                .body("location", equalTo("eastus"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.addressSpace.addressPrefixes[0]", equalTo("10.0.0.0/16"))
                .body("properties.subnets.name", equalTo(List.of("a", "b")))
                .body("properties.subnets[0].id", equalTo(network + "/subnets/a"));
        putNetwork(null).statusCode(200).body("properties.subnets", hasSize(2));
        arm.get(network + "/subnets/b", "")
                .statusCode(200)
                .body("properties.addressPrefix", equalTo("10.0.1.0/24"));
        arm.get(network + "/subnets", "").statusCode(200).body("value", hasSize(2));
        arm.get(group + "/providers/Microsoft.Network/virtualNetworks", "")
                .body("value", hasSize(1));
        arm.get(arm.subscription() + "/providers/Microsoft.Network/virtualNetworks", "")
                .body("value", hasSize(1));
        arm.send("PATCH", network, "{'tags':{'c':'d'}}")
                .statusCode(200)
                .body("tags.c", equalTo("d"))
                .body("tags.a", nullValue());

        putNetwork("[" + subnet("b", "10.0.1.0/24") + "]")
                .statusCode(200)
                .body("properties.subnets", hasSize(1));

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
        putNetwork("[]").statusCode(201);

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
        putNetwork("[" + subnet("a", "10.0.9.0/24") + "]").statusCode(201);

        arm.send(
                        "PUT",
                        network,
                        "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/24']}}}")
                .statusCode(400)
                .body("error.code", equalTo("NetcfgSubnetRangeOutsideVnet"));

        arm.get(network, "")
                .body("properties.addressSpace.addressPrefixes[0]", equalTo("10.0.0.0/16"));
    }

    @Test
    void aNetworkStaysInItsRegion() {
        putNetwork(null).statusCode(201);

        arm.send(
                        "PUT",
                        network,
                        "{'location':'westus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}")
                .statusCode(409)
                .body("error.code", equalTo("InvalidResourceLocation"));
    }

    @Test
    void aSubnetInUseStaysWithItsAddresses() {
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        String compute = computeIn(network + "/subnets/a");

        arm.get(network + "/subnets/a", "")
                .body("properties.serviceAssociationLinks[0].properties.link", equalTo(compute));
        arm.send("DELETE", network + "/subnets/a", "")
                .statusCode(400)
                .body("error.code", equalTo("InUseSubnetCannotBeDeleted"))
                .body("error.message", containsString("is in use by " + compute));
        arm.send("DELETE", network, "")
                .statusCode(400)
                .body("error.code", equalTo("InUseSubnetCannotBeDeleted"));
        putNetwork("[]").statusCode(400);
        arm.send("PUT", network + "/subnets/a", "{'properties':{'addressPrefix':'10.0.2.0/24'}}")
                .statusCode(400)
                .body("error.code", equalTo("InUsePrefixCannotBeDeleted"));
        arm.get(network + "/subnets/a", "")
                .statusCode(200)
                .body("properties.addressPrefix", equalTo("10.0.0.0/24"));

        // the target is gone, whether compute-service said so or not
        index.remove(ArmResourceId.parse(compute));
        arm.get(network + "/subnets/a", "").body("properties.serviceAssociationLinks", nullValue());
        arm.send("DELETE", network + "/subnets/a", "").statusCode(200);
    }

    @Test
    void aTargetThatLeavesUsesNothing() {
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        String compute = computeIn(network + "/subnets/a");

        internal("DELETE", "uses?user=" + compute, "").statusCode(204);

        arm.send("DELETE", network + "/subnets/a", "").statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"a, eastus, 204", "a, westus, 400", "b, eastus, 400"})
    void aTargetUsesASubnetOfItsRegion(String subnet, String region, int status) {
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);

        ValidatableResponse answer = use(network + "/subnets/" + subnet, group, region);

        answer.statusCode(status);
        if (status == 400) {
            answer.body("error.code", equalTo("InvalidResourceReference"));
        }
    }

    @Test
    void aSecurityGroupIsShownWithItsDefaultRules() {
        putSecurity("[" + rule("batch", 120, "allow") + "]")
                .statusCode(201)
                .body("properties.securityRules[0].id", equalTo(security + "/securityRules/batch"))
                .body("properties.securityRules[0].properties.access", equalTo("Allow"))
                .body("properties.defaultSecurityRules", hasSize(6))
                .body("properties.defaultSecurityRules[2].name", equalTo("DenyAllInBound"))
                .body("properties.defaultSecurityRules[2].properties.priority", equalTo(65500));
        arm.get(security + "/securityRules/batch", "").statusCode(200);
        arm.get(group + "/providers/Microsoft.Network/networkSecurityGroups", "")
                .body("value", hasSize(1));
        arm.send("PATCH", security, "{'tags':{'c':'d'}}").statusCode(200);

        arm.send("DELETE", security, "").statusCode(200);

        arm.send("DELETE", security, "").statusCode(204);
        arm.get(security, "").statusCode(404);
    }

    @Test
    void aRuleIsMadeAndDeletedAlone() {
        String other = security + "/securityRules/other";
        String body = "{'properties':{" + BATCH + ",'access':'Deny','priority':%d}}";
        arm.send("PUT", other, body.formatted(100))
                .statusCode(404)
                .body("error.code", equalTo("ParentResourceNotFound"));
        putSecurity("[" + rule("batch", 120, "Allow") + "]").statusCode(201);

        arm.send("PUT", other, body.formatted(120))
                .statusCode(400)
                .body("error.code", equalTo("SecurityRuleConflict"));
        arm.send("PUT", other, body.formatted(50))
                .statusCode(400)
                .body("error.code", equalTo("SecurityRuleInvalidPriority"));
        arm.get(security + "/securityRules", "").body("value", hasSize(1));
        arm.send("PUT", other, body.formatted(110)).statusCode(201).body("name", equalTo("other"));
        arm.send("PUT", other, body.formatted(111)).statusCode(200);

        arm.send("DELETE", other, "").statusCode(200);

        arm.send("DELETE", other, "").statusCode(204);
        arm.get(security + "/securityRules", "").body("value", hasSize(1));
    }

    @Test
    void aSubnetHasASecurityGroupOfItsRegionThatTheCallerMayJoin() {
        putNetwork("[]").statusCode(201);
        putSubnet("a", "10.0.0.0/24", security)
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceReference"));
        putSecurity("[]").statusCode(201);
        String writer = UUID.randomUUID().toString();
        decisions.allow(writer, "Microsoft.Network/virtualNetworks/subnets/write", network);
        arm.as(writer)
                .body(
                        """
                        {"properties": {"addressPrefix": "10.0.0.0/24", "networkSecurityGroup": {"id": "%s"}}}"""
                                .formatted(security))
                .put(network + "/subnets/a?api-version=2021-08-01")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body(
                        "error.message",
                        containsString("Microsoft.Network/networkSecurityGroups/join/action"));
        arm.get(network + "/subnets/a", "").statusCode(404);

        putSubnet("a", "10.0.0.0/24", security)
                .statusCode(201)
                .body("properties.networkSecurityGroup.id", equalTo(security));

        arm.get(security, "").body("properties.subnets[0].id", equalTo(network + "/subnets/a"));
        arm.send("DELETE", security, "")
                .statusCode(400)
                .body("error.code", equalTo("InUseNetworkSecurityGroupCannotBeDeleted"));
        arm.send("DELETE", network + "/subnets/a", "").statusCode(200);
        arm.send("DELETE", security, "").statusCode(200);
    }

    @Test
    void flowsAreDecidedByTheSubnetsGroup() {
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        String question = FLOWS.formatted(network + "/subnets/a", group);
        internal("POST", "flows", question).statusCode(200).body("verdicts", hasSize(0));
        putSecurity("[]").statusCode(201);
        putSubnet("a", "10.0.0.0/24", security).statusCode(200);

        internal("POST", "flows", question)
                .statusCode(200)
                .body("securityGroup", equalTo(security))
                .body("verdicts[0].allowed", equalTo(false))
                .body("verdicts[0].ruleName", equalTo("DenyAllInBound"))
                .body("verdicts[1].allowed", equalTo(true));

        putSecurity("[" + rule("batch", 120, "Allow") + "]").statusCode(200);
        internal("POST", "flows", question).body("verdicts[0].allowed", equalTo(true));
        internal("POST", "flows", FLOWS.formatted(network + "/subnets/b", group))
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceReference"));
    }

    @ParameterizedTest
    @CsvSource({"keyvault, 403", "scoring, 403", "compute, 204"})
    void onlyComputeServiceTellsWhatIsInASubnet(String caller, int status) {
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);

        service.given()
                .header("Authorization", "Bearer " + issuer.service(caller, "workspace").sign())
                .contentType("application/json")
                .body(
                        """
                        {"subnet": "%s", "user": "%s", "region": "eastus"}"""
                                .formatted(network + "/subnets/a", group))
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
        putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        putSecurity("[" + rule("batch", 120, "Allow") + "]").statusCode(201);
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
