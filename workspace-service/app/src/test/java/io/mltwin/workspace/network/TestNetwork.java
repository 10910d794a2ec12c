package io.mltwin.workspace.network;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.restassured.response.ValidatableResponse;

/**
 * A virtual network and a security group in a resource group, and what compute-service tells of
 * them.
 */
final class TestNetwork {

    static final String BATCH = """
            'protocol':'Tcp','sourceAddressPrefix':'BatchNodeManagement','sourcePortRange':'*',
            'destinationAddressPrefix':'*','destinationPortRange':'29876-29877','direction':'Inbound'
            """;

    private final ArmCaller arm;
    private final String group;
    private final ServiceUnderTest service;
    private final TestIssuer issuer;

    TestNetwork(ArmCaller arm, String group, ServiceUnderTest service, TestIssuer issuer) {
        this.arm = arm;
        this.group = group;
        this.service = service;
        this.issuer = issuer;
    }

    /** The network's id; {@link #putNetwork} makes it. */
    String network() {
        return group + "/providers/Microsoft.Network/virtualNetworks/v";
    }

    /** The security group's id; {@link #putSecurity} makes it. */
    String security() {
        return group + "/providers/Microsoft.Network/networkSecurityGroups/n";
    }

    ValidatableResponse putNetwork(String subnets) {
        return arm.send(
                "PUT",
                network(),
                "{'location':'East US','tags':{'a':'b'},'properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}"
                        + (subnets == null ? "" : ",'subnets':" + subnets)
                        + "}}");
    }

    static String subnet(String name, String prefix) {
        return "{'name':'" + name + "','properties':{'addressPrefix':'" + prefix + "'}}";
    }

    ValidatableResponse putSecurity(String rules) {
        return arm.send("PUT", security(), "{'location':'eastus','properties':{'securityRules':" + rules + "}}");
    }

    static String rule(String name, int priority, String access) {
        return "{'name':'%s','properties':{%s,'priority':%d,'access':'%s'}}".formatted(name, BATCH, priority, access);
    }

    ValidatableResponse putSubnet(String name, String prefix, String groupId) {
        return arm.send(
                "PUT",
                network() + "/subnets/" + name,
                "{'properties':{'addressPrefix':'" + prefix + "','networkSecurityGroup':{'id':'" + groupId + "'}}}");
    }

    ValidatableResponse internal(String method, String path, String body) {
        return service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "workspace").sign())
                .contentType("application/json")
                .body(body)
                .request(method, "/_internal/subnets/" + path)
                .then();
    }

    ValidatableResponse use(String subnet, String compute, String region) {
        return internal("PUT", "uses", """
                {"subnet": "%s", "user": "%s", "region": "%s"}""".formatted(subnet, compute, region));
    }
}
