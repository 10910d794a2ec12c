package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.models.inference.ScoringRouter.ScoringRoute;
import io.mltwin.scoring.models.inference.ScoringTarget.ChosenDeployment;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.mltwin.testkit.TestSettings;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order in which the way of a request is decided, and what each refusal says of it. */
class ScoringRouterTest {

    private static final String KEY = "primarykeyprimarykeyprimarykey12";
    private static final RecordedService ENDPOINT = new RecordedService("/w", null, false, "ep", "Managed");
    private static final RecordedService DEPLOYMENT = new RecordedService("/w", "/ai1", false, "ep", "Managed");

    private AzureException network;
    private RuntimeException choice;

    /** Endpoints of which one is there, {@code ep}. */
    private final class Endpoints implements FrontDoor {
        @Override
        public String prefix() {
            return "online";
        }

        @Override
        public ScoringTarget require(String label) {
            if (!label.equals("ep")) {
                throw AzureException.notFound("NotFound", "There is none.");
            }
            return new Target();
        }

        @Override
        public Optional<RecordedService> findRecorded(String label) {
            return Optional.of(ENDPOINT);
        }
    }

    private final class Target implements ScoringTarget {
        @Override
        public EndpointCredentials credentials() {
            return new EndpointCredentials(Authentication.KEY, "key", "endpoint", "ep", "/ep", KEY, KEY + "2");
        }

        @Override
        public String name() {
            return "ep";
        }

        @Override
        public void requireNetwork(EndpointRequest request) {
            if (network != null) {
                throw network;
            }
        }

        @Override
        public ChosenDeployment choose(EndpointRequest request) {
            if (choice != null) {
                throw choice;
            }
            return new ChosenDeployment("blue", null, DEPLOYMENT);
        }

        @Override
        public RecordedService recorded() {
            return ENDPOINT;
        }

        @Override
        public boolean recordsDocuments() {
            return false;
        }

        @Override
        public AzureException fault(ContainerException failed) {
            throw new AssertionError(failed);
        }
    }

    private final ScoringRouter router = new ScoringRouter(
            List.of(new Endpoints()),
            new EndpointAuthenticator(null, null, null, new Addresses(TestSettings.of("scoring"), null)));

    private ScoringRoute route(String label, String key) {
        return router.route(new EndpointRequest(
                "online",
                label,
                "POST",
                "https://ep/score",
                "",
                MultiMap.caseInsensitiveMultiMap().add("Authorization", "Bearer " + key),
                null,
                "id1",
                null,
                () -> new byte[0]));
    }

    @Test
    void aRequestWithTheKeyGoesToADeployment() {
        ScoringRoute route = route("ep", KEY);

        assertThat(route.deployment().name()).isEqualTo("blue");
        assertThat(route.refusal()).isNull();
        assertThat(route.recorded()).isEqualTo(DEPLOYMENT);
    }

    @Test
    void thePlaceOfTheCallerIsLookedAtBeforeItsKey() {
        network = AzureException.forbidden("Forbidden", "Not from here.");

        assertThatThrownBy(() -> route("ep", "none")).isSameAs(network);
        assertThatThrownBy(() -> route("other", KEY)).hasMessage("There is none.");
    }

    @Test
    void callerWithoutAValidKeyLearnsNothingOfDeployments() {
        choice = AzureException.notFound("NotFound", "The endpoint has no deployment.");

        ScoringRoute route = route("ep", "none");

        assertThat(route.refusal().status()).isEqualTo(401);
        assertThat(route.admission().isRefused()).isTrue();
        assertThat(route.recorded()).isEqualTo(ENDPOINT);
    }

    @Test
    void whereNoDeploymentIsChosenTheRefusalIsOfTheEndpoint() {
        choice = AzureException.notFound("NotFound", "The endpoint has no deployment.");

        ScoringRoute route = route("ep", KEY);

        assertThat(route.refusal()).isSameAs(choice);
        assertThat(route.admission().isRefused()).isFalse();
        assertThat(route.recorded()).isEqualTo(ENDPOINT);
    }

    @Test
    void aFailureOfTheChoiceIsToldByItsRequestIdAlone() {
        choice = new IllegalStateException("the database's own words");

        ScoringRoute route = route("ep", KEY);

        assertThat(route.refusal().status()).isEqualTo(500);
        assertThat(route.refusal().getMessage()).contains("id1").doesNotContain("words");
        assertThat(route.recorded()).isEqualTo(ENDPOINT);
    }
}
