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
import java.util.UUID;
import org.junit.jupiter.api.Test;
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

    @Test
    void eachChildAnswersAsAzureResourceManagerDemands() {
        // Given
        ArmCaller arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        String group = arm.group("group", "{}");
        String account = arm.account(
                group, "c" + UUID.randomUUID().toString().replace("-", "").substring(0, 12), "{}");
        String network = group + "/providers/Microsoft.Network/virtualNetworks/v";
        String security = group + "/providers/Microsoft.Network/networkSecurityGroups/s";
        arm.send(
                        "PUT",
                        network,
                        "{'location':'eastus','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}")
                .statusCode(201);
        arm.send("PUT", security, "{'location':'eastus'}").statusCode(201);

        // Then
        ResourceTypeContract.below(
                        arm::sendAny,
                        network,
                        "Microsoft.Network/virtualNetworks/subnets",
                        "{'properties':{'addressPrefix':'10.0.0.0/24'}}")
                .verify();
        ResourceTypeContract.below(
                        arm::sendAny,
                        security,
                        "Microsoft.Network/networkSecurityGroups/securityRules",
                        "{'properties':{'protocol':'*','sourcePortRange':'*','destinationPortRange':'443','sourceAddressPrefix':'*','destinationAddressPrefix':'*','access':'Allow','priority':200,'direction':'Inbound'}}")
                .verify();
        ResourceTypeContract.below(arm::sendAny, account, "Microsoft.Storage/storageAccounts/encryptionScopes", "{}")
                .namedInLowerCase()
                .lasting()
                .verify();
    }
}
