package io.mltwin.keyvault;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.TestIssuer;
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Microsoft.KeyVault/vaults | 201 | 200 | {'properties':{'tenantId':'%s','sku':{'family':'A','name':'standard'},'accessPolicies':[]}}"
            })
    void eachTypeAnswersAsAzureResourceManagerDemands(String type, int created, int deleted, String body) {
        ResourceTypeContract.of(arm, type, body.formatted(TestIssuer.TENANT))
                .answering(created, deleted)
                .verify();
    }
}
