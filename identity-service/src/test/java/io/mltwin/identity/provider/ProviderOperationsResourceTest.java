package io.mltwin.identity.provider;

import static io.mltwin.identity.rbac.RolesUnderTest.AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The operations of the providers, which Azure Resource Manager tells everybody. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ProviderOperationsResourceTest {

    @FromPlatform
    TestPlatform platform;

    @Test
    void theProvidersOperationsAreTold() {
        RolesUnderTest roles = new RolesUnderTest(platform);
        Colleague dana = roles.join();
        String all = AUTHORIZATION + "providerOperations";
        JsonNode one = roles.arm(dana, "GET", all + "/Microsoft.MachineLearningServices?$expand=resourceTypes", null)
                .expect(200)
                .json();

        assertThat(one.path("resourceTypes").findValuesAsText("name"))
                .contains(
                        "Microsoft.MachineLearningServices/workspaces/experiments/runs/submit/action",
                        "Microsoft.MachineLearningServices/workspaces/services/aks/score/action");
        assertThat(roles.arm(dana, "GET", all, null).expect(200).json().path("value"))
                .hasSizeGreaterThan(10);
        roles.arm(dana, "GET", all + "/Microsoft.Nowhere", null).expect(404);
    }
}
