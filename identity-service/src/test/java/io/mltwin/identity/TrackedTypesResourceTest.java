package io.mltwin.identity;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.TestPlatform;
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
    TestPlatform platform;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"Microsoft.ManagedIdentity/userAssignedIdentities | 201 | 200 | {}"})
    void eachTypeAnswersAsAzureResourceManagerDemands(String type, int created, int deleted, String body) {
        ResourceTypeContract.of(arm(), "/subscriptions/" + UUID.randomUUID(), type, body)
                .answering(created, deleted)
                .verify();
    }

    @Test
    void aFederatedCredentialAnswersAsAzureResourceManagerDemands() {
        // Given
        ResourceTypeContract.Sender arm = arm();
        String identity =
                "/subscriptions/%s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one"
                        .formatted(UUID.randomUUID());
        arm.send("PUT", identity, "{'location':'eastus'}").statusCode(201);

        // Then
        ResourceTypeContract.below(
                        arm,
                        identity,
                        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
                        "{'properties':{'issuer':'https://i.example','subject':'s','audiences':['a']}}")
                .verify();
    }

    private ResourceTypeContract.Sender arm() {
        DirectoryUnderTest directory = new DirectoryUnderTest(platform);
        String tenant = directory.tenant(false);
        String user = directory.user(tenant, false).objectId();
        return (method, id, body) -> directory.arm(tenant, user, method, id + "?api-version=2023-01-31", body);
    }
}
