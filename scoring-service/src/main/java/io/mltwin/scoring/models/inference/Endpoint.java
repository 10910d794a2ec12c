package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.models.services.Deployment;

/**
 * A deployment that is loaded: settings, keys and model are in memory, so that it scores while the
 * database and the other services are down.
 */
final class Endpoint {

    private final Predictor predictor;
    private volatile Deployment deployment;

    Endpoint(Deployment deployment, Predictor predictor) {
        this.deployment = deployment;
        this.predictor = predictor;
    }

    Deployment deployment() {
        return deployment;
    }

    /** New keys or settings; the model stays. */
    void changed(Deployment changed) {
        deployment = changed;
    }

    Predictor predictor() {
        return predictor;
    }
}
