package io.mltwin.workspace;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tracked types of this service have in common. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class TrackedTypesResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Microsoft.Search/searchServices | 201 | 200 | {'sku':{'name':'basic'}}",
                "Microsoft.DocumentDB/databaseAccounts | 200 | 204 | {'properties':{'databaseAccountOfferType':'Standard','locations':[{'locationName':'eastus'}]}}",
                "Microsoft.Storage/storageAccounts | 200 | 200 | {'sku':{'name':'Standard_LRS'},'kind':'StorageV2'}",
                "Microsoft.Network/virtualNetworks | 201 | 200 | {'properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}",
                "Microsoft.Network/networkSecurityGroups | 201 | 200 | {}"
            })
    void eachTypeAnswersAsAzureResourceManagerDemands(String type, int created, int deleted, String body) {
        ArmCaller arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        arm.group("group", "{}");
        arm.group("other", "{}");

        ResourceTypeContract.of(arm::sendAny, arm.subscription(), type, body)
                .answering(created, deleted)
                .namedInLowerCase()
                .verify();
    }
}
