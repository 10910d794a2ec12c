package io.mltwin.compute.computeinstances;

import static io.mltwin.compute.computeinstances.InstanceWorkspace.INNER;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.MOUNT;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.assertRefused;
import static io.mltwin.compute.computeinstances.InstanceWorkspace.newName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ENC-03 and ENC-04: compute instances, what they are for, and the file share they mount. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ComputeInstanceResourceTest {

    private static final String DELETE = "?underlyingResourceAction=Delete";

    @FromPlatform
    TestPlatform platform;

    private final String name = newName();
    private InstanceWorkspace workspace;

    @BeforeEach
    void aWorkspace() {
        workspace = new InstanceWorkspace(platform);
    }

    @Test
    void itIsMadeForDevelopmentAndTestAndMountsTheFileShare() {
        // When
        workspace
                .put(name, ",'idleTimeBeforeShutdown':'PT30M'")
                .statusCode(201)
                .header("x-mltwin-operation-id", notNullValue())
                .body("properties.computeType", equalTo("ComputeInstance"))
                .body("properties.provisioningState", equalTo("Succeeded"));

        // Then
        String alias = TestIssuer.CLIENT;
        workspace
                .show(name)
                .body("location", equalTo("eastus"))
                .body("properties.isAttachedCompute", equalTo(false))
                .body(INNER + "vmSize", equalTo("STANDARD_DS3_V2"))
                .body(INNER + "state", equalTo("Running"))
                .body(INNER + "purpose", equalTo("DevTest"))
                .body(INNER + "applicationSharingPolicy", equalTo("Shared"))
                .body(INNER + "computeInstanceAuthorizationType", equalTo("personal"))
                .body(INNER + "sshSettings.sshPublicAccess", equalTo("Disabled"))
                .body(INNER + "idleTimeBeforeShutdown", equalTo("PT30M"))
                .body(INNER + "createdBy.userId", equalTo(workspace.principal()))
                .body(INNER + "createdBy.userOrgId", equalTo(TestIssuer.TENANT))
                .body(INNER + "lastOperation.operationName", equalTo("Create"))
                .body(INNER + "lastOperation.operationTrigger", equalTo("User"))
                .body(INNER + "applications", empty())
                .body(INNER + "connectivityEndpoints", nullValue())
                .body(INNER + "dataMounts", hasSize(1))
                .body(MOUNT + "source", containsString("https://" + workspace.account() + ".file."))
                .body(MOUNT + "source", containsString("/code-" + workspace.workspaceId()))
                .body(MOUNT + "mountName", equalTo("code"))
                .body(MOUNT + "mountAction", equalTo("Mount"))
                .body(MOUNT + "mountState", equalTo("Mounted"))
                .body(MOUNT + "mountedOn", notNullValue())
                .body(MOUNT + "error", nullValue())
                .body(MOUNT + "mountPath", equalTo("/mnt/batch/tasks/shared/LS_root/mounts/clusters/" + name + "/code"))
                .body(MOUNT + "createdBy", equalTo(workspace.principal()));
        assertThat(workspace.share().directories()).containsExactlyInAnyOrder("/Users", "/Users/" + alias);
    }

    @Test
    void itIsListedChangedAndDeleted() {
        // Given
        workspace.put(name, "").statusCode(201);
        Map<String, Object> mount = workspace.show(name).extract().path(INNER + "dataMounts[0]");

        // When
        workspace
                .put(name, ",'idleTimeBeforeShutdown':'P1D'")
                .statusCode(200)
                .body(INNER + "idleTimeBeforeShutdown", equalTo("P1D"))
                .body(INNER + "lastOperation.operationName", equalTo("Create"))
                .body(INNER + "dataMounts[0]", equalTo(mount));
        workspace
                .send("GET", "", null)
                .statusCode(200)
                .body("value.name", equalTo(List.of(name)))
                .body("value[0]." + MOUNT + "mountState", equalTo("Mounted"));
        assertRefused(workspace.put(name, ",'vmSize':'STANDARD_NC6'"), "400 InvalidRequestContent");
        assertRefused(
                workspace.put(
                        name,
                        ",'personalComputeInstanceSettings':{'assignedUser':{'objectId':'"
                                + UUID.randomUUID()
                                + "','tenantId':'"
                                + TestIssuer.TENANT
                                + "'}}"),
                "409 PropertyChangeNotAllowed");
        assertRefused(
                workspace.send(
                        "PATCH", "/" + name, "{'properties':{'properties':{'scaleSettings':{'maxNodeCount':1}}}}"),
                "400 InvalidRequestContent");
        assertRefused(
                workspace.send(
                        "PUT",
                        "/" + name,
                        "{'properties':{'computeType':'AmlCompute','properties':{'vmSize':'S','scaleSettings':{'maxNodeCount':1}}}}"),
                "409 Conflict");
        assertRefused(
                workspace.send("DELETE", "/" + name + "?underlyingResourceAction=Detach", null),
                "400 InvalidRequestContent");

        // Then
        workspace.send("DELETE", "/" + name + DELETE, null).statusCode(202);
        workspace.send("GET", "/" + name, null).statusCode(404);
        workspace.send("DELETE", "/" + name + DELETE, null).statusCode(204);
        workspace.put(name, "").statusCode(201);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "'vmSize':'' | 400 InvalidRequestContent",
                "'vmSize':null | 400 InvalidRequestContent",
                "'vmSize':'huge' | 400 InvalidRequestContent",
                "'applicationSharingPolicy':'Everybody' | 400 InvalidRequestContent",
                "'computeInstanceAuthorizationType':'team' | 400 InvalidRequestContent",
                "'idleTimeBeforeShutdown':'30' | 400 InvalidRequestContent",
                "'idleTimeBeforeShutdown':'PT14M59S' | 400 InvalidRequestContent",
                "'idleTimeBeforeShutdown':'P3DT1S' | 400 InvalidRequestContent",
                "'idleTimeBeforeShutdown':'-PT20M' | 400 InvalidRequestContent",
                "'enableSSO':'yes' | 400 InvalidRequestContent",
                "'enableNodePublicIp':1 | 400 InvalidRequestContent",
                "'sshSettings':'Enabled' | 400 InvalidRequestContent",
                "'sshSettings':{'sshPublicAccess':'Sometimes'} | 400 InvalidRequestContent",
                "'sshSettings':{'sshPublicAccess':'Enabled'} | 400 InvalidRequestContent",
                "'sshSettings':{'sshPublicAccess':'Disabled','adminPublicKey':'no key'} | 400 InvalidRequestContent",
                "'sshSettings':{'sshPublicAccess':'enabled','adminPublicKey':'ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB me'} | 501 NotImplemented",
                "'personalComputeInstanceSettings':{} | 400 InvalidRequestContent",
                "'personalComputeInstanceSettings':{'assignedUser':{'objectId':'olivia','tenantId':'{T}'}} | 400 InvalidRequestContent",
                "'personalComputeInstanceSettings':{'assignedUser':{'objectId':'{T}'}} | 400 InvalidRequestContent",
                "'personalComputeInstanceSettings':{'assignedUser':{'objectId':'{T}','tenantId':'00000000-0000-0000-0000-000000000000'}} | 400 InvalidRequestContent",
                "'subnet':{'id':'/subscriptions/s'} | 501 NotImplemented",
                "'customServices':[{'name':'rstudio'}] | 501 NotImplemented",
                "'setupScripts':{'scripts':{'creationScript':{'scriptData':'ZWNobw=='}}} | 501 NotImplemented",
                "'schedules':{'computeStartStop':[{'action':'Stop','triggerType':'Cron'}]} | 501 NotImplemented"
            })
    void whatItCannotBeIsRefused(String property, String expected) {
        assertRefused(workspace.put(name, "," + property.replace("{T}", TestIssuer.TENANT)), expected);
        workspace.send("GET", "/" + name, null).statusCode(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "'sshSettings':{'sshPublicAccess':'Disabled','adminPublicKey':'ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB me'}",
                "'sshSettings':null,'subnet':null,'schedules':{'computeStartStop':[]},'customServices':[],'setupScripts':null",
                "'applicationSharingPolicy':'personal','computeInstanceAuthorizationType':'Personal'",
                "'enableSSO':false,'enableNodePublicIp':true,'enableRootAccess':true",
                "'idleTimeBeforeShutdown':'PT15M'",
                "'idleTimeBeforeShutdown':'P3D'",
                "'state':'Stopped','dataMounts':[{'source':'mine'}],'purpose':'Production','createdBy':{'userName':'me'}",
                "'personalComputeInstanceSettings':{'assignedUser':{'objectId':'{T}','tenantId':'{T}'}}"
            })
    void whatItMayBeIsKeptAndWhatIsNotForTheClientIsNot(String property) {
        workspace
                .put(name, "," + property.replace("{T}", TestIssuer.TENANT))
                .statusCode(201)
                .body(INNER + "state", equalTo("Running"))
                .body(INNER + "purpose", equalTo("DevTest"))
                .body(MOUNT + "source", containsString(workspace.account()))
                .body(INNER + "dataMounts", hasSize(1))
                .body(INNER + "createdBy.userId", equalTo(workspace.principal()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'location':'westeurope','properties':{'computeType':'ComputeInstance','properties':{'vmSize':'STANDARD_DS3_V2'}}} | 400",
                "{'location':'East US','properties':{'computeType':'computeinstance','properties':{'vmSize':'STANDARD_DS3_V2'}}} | 201",
                "{'properties':{'computeType':'ComputeInstance','properties':{'vmSize':'standard_ds3_v2'}}} | 201",
                "{'location':'eastus','properties':{'computeType':'ComputeInstance'}} | 400",
                "{'location':'eastus','properties':{'computeType':'ComputeInstance','resourceId':'/subscriptions/s','properties':{'vmSize':'STANDARD_DS3_V2'}}} | 400",
                "{'location':'eastus','identity':{'type':'Fancy'},'properties':{'computeType':'ComputeInstance','properties':{'vmSize':'STANDARD_DS3_V2'}}} | 400",
                "{'location':'eastus','identity':{'type':'SystemAssigned'},'properties':{'computeType':'ComputeInstance','properties':{'vmSize':'STANDARD_DS3_V2'}}} | 201"
            })
    void whereItLiesAndWhatItActsAs(String body, int status) {
        workspace.send("PUT", "/" + name, body).statusCode(status);
    }

    @Test
    void aWorkspaceOfHighBusinessImpactHasNone() {
        InstanceWorkspace sensitive = new InstanceWorkspace(platform, "eastus", true);

        assertRefused(sensitive.put(name, ""), "400 HbiWorkspaceComputeInstanceNotSupported");
        sensitive.send("GET", "/" + name, null).statusCode(404);
        assertThat(sensitive.share().directories()).isEmpty();
    }

    @Test
    void whereTheSupportApplicationIsRefusedThereIsNone() {
        workspace.registration(PeerAnswer.error(403, "AuthorizationFailed", "no role"));

        assertRefused(workspace.put(name, ""), "403 AuthorizationFailed");
        workspace.send("GET", "", null).body("value.name", not(hasItem(name)));
        assertThat(workspace.share().directories()).isEmpty();
    }
}
