package io.mltwin.scoring.models.inference;

import io.mltwin.container.CorsOrigins;
import io.mltwin.container.InferenceRequest;
import io.mltwin.container.Turns;
import io.mltwin.scoring.models.services.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets at most {@code maxConcurrentRequestsPerContainer} requests into a container at once; a
 * request that has waited for {@code maxQueueWaitMs} is turned away, as the router of AKS does.
 */
final class ConcurrencyLimit implements Predictor {

    private static final int WAIT_MILLIS = 500;

    private final Predictor container;
    private final Turns turns;

    private ConcurrencyLimit(Predictor container, int most, int waitMillis) {
        this.container = container;
        this.turns = new Turns(
                most,
                Duration.ofMillis(waitMillis),
                () -> new ScoringException(
                        ScoringException.Kind.BUSY, "no free container within " + waitMillis + " ms"));
    }

    /**
     * Returns the container under the deployment's limit, or as it is where the deployment has
     * none.
     */
    static Predictor of(Predictor container, Deployment deployment) {
        if (deployment.maxConcurrentRequests() == null) {
            return container;
        }
        return new ConcurrencyLimit(
                container,
                deployment.maxConcurrentRequests(),
                deployment.maxQueueWaitMillis() == null ? WAIT_MILLIS : deployment.maxQueueWaitMillis());
    }

    @Override
    public CompletableFuture<Prediction> predict(byte[] body) {
        return turns.take(() -> container.predict(body));
    }

    @Override
    public CompletableFuture<Prediction> predict(InferenceRequest request) {
        return turns.take(() -> container.predict(request));
    }

    @Override
    public boolean takesRequests() {
        return container.takesRequests();
    }

    @Override
    public byte[] schemas() {
        return container.schemas();
    }

    @Override
    public CorsOrigins origins() {
        return container.origins();
    }

    @Override
    public List<String> log() {
        return container.log();
    }

    @Override
    public boolean isHealthy() {
        return container.isHealthy();
    }

    @Override
    public void close() {
        container.close();
    }
}
