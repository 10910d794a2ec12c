package io.mltwin.scoring;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
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
                "Microsoft.ContainerRegistry/registries | 201 | 200 | {'sku':{'name':'Basic'}}",
                "Microsoft.ContainerService/managedClusters | 201 | 202 | {'properties':{'dnsPrefix':'d','agentPoolProfiles':[{'name':'p','count':1,'vmSize':'Standard_D2s_v3','mode':'System'}],'servicePrincipalProfile':{'clientId':'00000000-0000-4000-8000-000000000001','secret':'Not-kept-1'}}}"
            })
    void eachTypeAnswersAsAzureResourceManagerDemands(String type, int created, int deleted, String body) {
        ResourceTypeContract.of(arm, type, body).answering(created, deleted).verify();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Microsoft.ContainerRegistry/registries/scopeMaps | {'properties':{'actions':['repositories/a/content/read']}}",
                "Microsoft.ContainerRegistry/registries/tokens | {'properties':{'scopeMapId':'%s/scopeMaps/_repositories_pull'}}"
            })
    void eachChildAnswersAsAzureResourceManagerDemands(String type, String body) {
        // Given
        String name = "r" + UUID.randomUUID().toString().replace("-", "");
        String registry = "/subscriptions/s1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/" + name;
        arm.send("PUT", registry, "{'location':'eastus','sku':{'name':'Premium'}}")
                .statusCode(201);

        // Then
        ResourceTypeContract.below(arm::send, registry, type, body.formatted(registry))
                .verify();
    }
}
