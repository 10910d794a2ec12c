package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.services.Deployment;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets at most {@code maxConcurrentRequestsPerContainer} requests into a container at once; a
 * request that has waited for {@code maxQueueWaitMs} is turned away, as the router of AKS does.
 */
final class ConcurrencyLimit implements Predictor {

    private static final int WAIT_MILLIS = 500;

    private final Predictor container;
    private final Semaphore places;
    private final int waitMillis;

    private ConcurrencyLimit(Predictor container, int most, int waitMillis) {
        this.container = container;
        this.places = new Semaphore(most, true);
        this.waitMillis = waitMillis;
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
                deployment.maxQueueWaitMillis() == null
                        ? WAIT_MILLIS
                        : deployment.maxQueueWaitMillis());
    }

    @Override
    public Prediction predict(byte[] body) throws ScoringException {
        enter();
        try {
            return container.predict(body);
        } finally {
            places.release();
        }
    }

    private void enter() throws ScoringException {
        try {
            if (!places.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
                throw new ScoringException(
                        ScoringException.Kind.BUSY,
                        "no free container within " + waitMillis + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScoringException(
                    ScoringException.Kind.BUSY, "interrupted while waiting for a container", e);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
