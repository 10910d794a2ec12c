package io.mltwin.scoring.models.inference.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an online endpoint says of itself to the records of its requests. */
class OnlineTargetTest {

    private static final OnlineTarget TARGET = new OnlineTarget(
            new ServedEndpoint(
                    "ep.eastus",
                    "/w/onlineEndpoints/ep",
                    "/w",
                    "ep",
                    Authentication.KEY,
                    "0123456789abcdef",
                    "another-key-of-it",
                    "/components/ai1",
                    true,
                    true,
                    "Managed",
                    Map.of(),
                    Map.of()),
            null);

    @Test
    void theRecordIsOfTheDeploymentsComputeType() {
        assertThat(TARGET.recorded(true, "Kubernetes"))
                .isEqualTo(new RecordedService("/w", "/components/ai1", true, "ep", "Kubernetes"));
    }

    @Test
    void withoutApplicationInsightsNoComponentHasThem() {
        assertThat(TARGET.recorded(false, "Managed").componentId()).isNull();
    }
}
