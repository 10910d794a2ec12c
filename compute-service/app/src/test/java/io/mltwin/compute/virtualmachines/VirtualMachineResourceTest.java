package io.mltwin.compute.virtualmachines;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual machines behind Azure Resource Manager, from their creation to their end. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VirtualMachineResourceTest {

    private static final String JOIN = "Microsoft.Network/networkInterfaces/join/action";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String group = subscription + "/resourceGroups/g";
    private final String machines = "/providers/Microsoft.Compute/virtualMachines";
    private final String id = group + machines + "/vm0";
    private final String body = """
            {'location':'eastus','tags':{'team':'ml'},'properties':{'hardwareProfile':{'vmSize':'Standard_D2_v3'},
             'storageProfile':{'imageReference':{'publisher':'microsoft-dsvm','offer':'ubuntu-1804','sku':'1804','version':'latest'},
              'osDisk':{'createOption':'FromImage'}},
             'osProfile':{'computerName':'dsvm','adminUsername':'azureuser','adminPassword':'Never-shown-1'},
             'networkProfile':{'networkInterfaces':[{'id':'%s/providers/Microsoft.Network/networkInterfaces/nic1'}]}}}""".formatted(group);
    private AssertedArm arm;

    @BeforeEach
    void somebodyWhoMayJoinInterfaces() {
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
        decisions.allow(arm.principal(), JOIN, group);
    }

    @Test
    void itIsAResourceFromItsCreationToItsEnd() {
        // Given
        arm.send("PUT", id, body)
                .statusCode(201)
                .header("x-mltwin-operation-id", notNullValue())
                .body("properties.provisioningState", equalTo("Succeeded"));

        // When
        ValidatableResponse shown = arm.send("GET", id, null);

        // Then
        Map<String, Object> properties = shown.statusCode(200).extract().path("properties");
        shown.body("id", equalTo(id))
                .body("type", equalTo("Microsoft.Compute/virtualMachines"))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body(not(containsString("Never-shown-1")))
                .body(not(containsString("instanceView")))
                .body(not(containsString("powerState")));
        arm.send("PUT", id, body).statusCode(200);
        arm.send("GET", id, null).body("properties", equalTo(properties));
        arm.send("PATCH", id, "{'tags':{'a':'b'}}").statusCode(200).body("tags", equalTo(Map.of("a", "b")));
        for (String scope : new String[] {group, subscription}) {
            arm.send("GET", scope + machines, null).statusCode(200).body("value.id", hasItem(id));
        }
        arm.send("DELETE", id, null).statusCode(202).header("x-mltwin-operation-id", notNullValue());
        arm.send("DELETE", id, null).statusCode(204);
        arm.send("GET", id, null).statusCode(404).body("error.code", equalTo("ResourceNotFound"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /vm0/start | 501 | NotImplemented",
                "POST | /vm0/powerOff | 501 | NotImplemented",
                "GET | /vm0/instanceView | 501 | NotImplemented",
                "GET | /vm0?$expand=instanceView | 501 | NotImplemented",
                "PUT | /vm0/extensions/e | 501 | NotImplemented",
                "PUT | /vm0 | 400 | InvalidRequestContent",
                "PUT | /v%20m | 400 | InvalidResourceName",
                "PATCH | /none | 404 | ResourceNotFound"
            })
    void whatIsNotThereIsSaid(String method, String path, int status, String code) {
        // Given
        arm.send("PUT", id, body).statusCode(201);
        String sent = switch (method) {
            case "GET" -> null;
            case "PATCH" -> "{'tags':{}}";
            default -> path.equals("/v%20m") ? body : "[]";
        };

        // When, Then
        arm.send(method, group + machines + path, sent).statusCode(status).body("error.code", equalTo(code));
    }

    @Test
    void aMachineJoinsOnlyTheInterfacesThatItsMakerMayJoin() {
        // Given
        AssertedArm other = new AssertedArm(service, issuer, UUID.randomUUID().toString());

        // When
        ValidatableResponse refused = other.send("PUT", id, body);

        // Then
        refused.statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"))
                .body("error.message", containsString("networkInterfaces/join/action"));
        other.send("GET", id, null).statusCode(404);
    }
}
