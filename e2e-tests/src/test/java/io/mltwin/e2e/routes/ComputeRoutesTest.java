package io.mltwin.e2e.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.routes.ComputeRoutes.Kind;
import io.mltwin.e2e.routes.ComputeRoutes.Route;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the training half, in the v1 data plane and in ARM: 401 without a token, 403
 * without a role, and for a Reader only where it is a read, whatever the method is.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class ComputeRoutesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ACTIONS = "Microsoft.MachineLearningServices/workspaces";

    private final Azure azure = PLATFORM.azure();

    static Stream<Route> routes() throws Exception {
        return new ComputeRoutes().all().stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRoute(Route route) throws Exception {
        assertThat(route.request().by(null).status()).as("without a token").isEqualTo(401);
        refused(route, "nobody");
        if (route.kind() == Kind.READ) {
            allowed(route, "reader");
        } else {
            refused(route, "reader");
        }
        if (route.kind() == Kind.RUN_ONLY) {
            refused(route, "owner");
        } else {
            allowed(route, "contributor");
        }
    }

    private void refused(Route route, String who) throws Exception {
        FlowClient.Answer answer = route.request().by(azure.armToken(who));
        assertThat(answer.status()).as(who + ": " + answer.text()).isEqualTo(403);
        if (route.kind() != Kind.RUN_ONLY) {
            assertThat(answer.text()).contains(ACTIONS);
        }
    }

    private void allowed(Route route, String who) throws Exception {
        FlowClient.Answer answer = route.request().by(azure.armToken(who));
        if (route.status() == 200) {
            assertThat(answer.status()).as(who + ": " + answer.text()).isBetween(200, 299);
        } else {
            assertThat(answer.status()).as(who + ": " + answer.text()).isEqualTo(route.status());
        }
    }
}
