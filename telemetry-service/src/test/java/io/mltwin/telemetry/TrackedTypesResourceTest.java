package io.mltwin.telemetry;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
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
                "Microsoft.OperationalInsights/workspaces | 201 | 200 | Microsoft.OperationalInsights/workspaces | {}",
                "Microsoft.Insights/components | 200 | 200 | microsoft.insights/components | {'kind':'web'}"
            })
    void eachTypeAnswersAsAzureResourceManagerDemands(
            String type, int created, int deleted, String shown, String body) {
        ResourceTypeContract.of(arm, type, body)
                .answering(created, deleted)
                .showing(shown)
                .verify();
    }
}
