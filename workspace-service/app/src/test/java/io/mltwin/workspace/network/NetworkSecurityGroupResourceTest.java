package io.mltwin.workspace.network;

import static io.mltwin.workspace.network.TestNetwork.BATCH;
import static io.mltwin.workspace.network.TestNetwork.rule;
import static io.mltwin.workspace.network.TestNetwork.subnet;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Security groups, their rules and the flows that they decide. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NetworkSecurityGroupResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

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

    private static final String FLOWS = """
            {"subnet": "%s", "user": "%s", "flows": [
              {"direction": "Inbound", "protocol": "Tcp", "service": "BatchNodeManagement", "region": "eastus", "port": 29876},
              {"direction": "Outbound", "protocol": "Tcp", "service": "Storage", "region": "eastus", "port": 443}]}
            """;

    @Test
    void aSecurityGroupIsShownWithItsDefaultRules() {
        azure.putSecurity("[" + rule("batch", 120, "allow") + "]")
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
        azure.putSecurity("[" + rule("batch", 120, "Allow") + "]").statusCode(201);

        arm.send("PUT", other, body.formatted(120)).statusCode(400).body("error.code", equalTo("SecurityRuleConflict"));
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
        azure.putNetwork("[]").statusCode(201);
        azure.putSubnet("a", "10.0.0.0/24", security)
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceReference"));
        azure.putSecurity("[]").statusCode(201);
        String writer = UUID.randomUUID().toString();
        decisions.allow(writer, "Microsoft.Network/virtualNetworks/subnets/write", network);
        arm.as(writer)
                .body("""
                        {"properties": {"addressPrefix": "10.0.0.0/24", "networkSecurityGroup": {"id": "%s"}}}""".formatted(security))
                .put(network + "/subnets/a?api-version=2021-08-01")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString("Microsoft.Network/networkSecurityGroups/join/action"));
        arm.get(network + "/subnets/a", "").statusCode(404);

        azure.putSubnet("a", "10.0.0.0/24", security)
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
        azure.putNetwork("[" + subnet("a", "10.0.0.0/24") + "]").statusCode(201);
        String question = FLOWS.formatted(network + "/subnets/a", group);
        azure.internal("POST", "flows", question).statusCode(200).body("verdicts", hasSize(0));
        azure.putSecurity("[]").statusCode(201);
        azure.putSubnet("a", "10.0.0.0/24", security).statusCode(200);

        azure.internal("POST", "flows", question)
                .statusCode(200)
                .body("securityGroup", equalTo(security))
                .body("verdicts[0].allowed", equalTo(false))
                .body("verdicts[0].ruleName", equalTo("DenyAllInBound"))
                .body("verdicts[1].allowed", equalTo(true));

        azure.putSecurity("[" + rule("batch", 120, "Allow") + "]").statusCode(200);
        azure.internal("POST", "flows", question).body("verdicts[0].allowed", equalTo(true));
        azure.internal("POST", "flows", FLOWS.formatted(network + "/subnets/b", group))
                .statusCode(400)
                .body("error.code", equalTo("InvalidResourceReference"));
    }
}
