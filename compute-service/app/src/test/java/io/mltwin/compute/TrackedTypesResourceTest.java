package io.mltwin.compute;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tracked types of this service have in common. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class TrackedTypesResourceTest {

    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";

    @FromPlatform
    AssertedArm arm;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Microsoft.Compute/virtualMachines | 201 | 202 | {'properties':{'hardwareProfile':{'vmSize':'Standard_D2s_v3'},'storageProfile':{'imageReference':{'publisher':'Canonical','offer':'o','sku':'s','version':'latest'},'osDisk':{'createOption':'FromImage'}},'osProfile':{'computerName':'m','adminUsername':'u','adminPassword':'Never-shown-1'},'networkProfile':{'networkInterfaces':[{'id':'/subscriptions/s1/resourceGroups/g/providers/Microsoft.Network/networkInterfaces/n'}]}}}",
                "Microsoft.DataFactory/factories | 201 | 200 | {}",
                "Microsoft.Compute/sshPublicKeys | 201 | 200 | {}"
            })
    void eachTypeAnswersAsAzureResourceManagerDemands(String type, int created, int deleted, String body) {
        decisions.allow(
                arm.principal(),
                "Microsoft.Network/networkInterfaces/join/action",
                "/subscriptions/s1/resourceGroups/g");

        ResourceTypeContract.of(arm, type, body).answering(created, deleted).verify();
    }

    @Test
    void diskEncryptionSetAnswersAsAzureResourceManagerDemands() {
        TestVault vault = TestVault.play(platform, "contractvault", "contract");
        String body =
                "{'identity':{'type':'SystemAssigned'},'properties':{'activeKey':{'sourceVault':{'id':'/subscriptions/s1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/contractvault'},'keyUrl':'%s'}}}";

        ResourceTypeContract.of(arm, "Microsoft.Compute/diskEncryptionSets", body.formatted(vault.versionUri()))
                .answering(201, 202)
                .verify();
    }

    @Test
    void disksAreMadeAndDeletedByOthers() {
        ResourceTypeContract.of(arm, "Microsoft.Compute/disks", "{}").verifyReadOnly();
    }

    @Test
    void childrenOfAWorkspaceAnswerAsAzureResourceManagerDemands() throws SQLException {
        // Given
        TestBatchEndpoint batch = new TestBatchEndpoint(platform, service, database);
        batch.make();
        String workspace = batch.workspace().id();
        ResourceTypeContract.Sender sender =
                (method, id, body) -> batch.arm(method, id.substring(workspace.length()), body);

        // Then
        ResourceTypeContract.below(sender, workspace, ML + "batchEndpoints", "{'properties':{'authMode':'AADToken'}}")
                .tracked()
                .answering(201, 202)
                .verify();
        ResourceTypeContract.below(
                        sender,
                        workspace + "/batchEndpoints/" + batch.name(),
                        ML + "batchEndpoints/deployments",
                        TestBatchEndpoint.deploymentBody(""))
                .tracked()
                .answering(201, 202)
                .verify();
        ResourceTypeContract.below(
                        sender,
                        workspace,
                        ML + "schedules",
                        "{'properties':{'trigger':{'triggerType':'Cron','expression':'0 0 1 1 *'},'action':{'actionType':'CreateJob','jobDefinition':{'jobType':'Command','command':'true',%s}}}}"
                                .formatted(TestCluster.onCluster()))
                .answering(201, 202)
                .verify();
        batch.cluster().close();
    }
}
