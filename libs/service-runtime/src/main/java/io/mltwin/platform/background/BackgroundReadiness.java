package io.mltwin.platform.background;

import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while something that works in the background has ended or failed. */
@Readiness
@Singleton
record BackgroundReadiness(BackgroundWork work) implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        List<String> ill = work.ill();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("Background work").status(ill.isEmpty());
        return (ill.isEmpty() ? answer : answer.withData("ended", String.join(", ", ill))).build();
    }
}
