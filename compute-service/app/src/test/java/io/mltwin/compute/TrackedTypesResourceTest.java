package io.mltwin.compute;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.TestDecisions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tracked types of this service have in common. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class TrackedTypesResourceTest {

    @FromPlatform
    AssertedArm arm;

    @FromPlatform
    TestDecisions decisions;

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
}
