package io.mltwin.scoring.models.inference;

import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.inference.ReplicaSet.Limits;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.ReplicaRule;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Starts the containers of a web service: one, as many as it asks for, or as the load needs. */
@Singleton
class ServiceReplicas {

    private static final int QUEUE_MILLIS = 500;

    private final PredictorFactory factory;
    private final ReplicaScaler scaler;
    private final Secrets secrets;
    private final ScoringConfig config;

    ServiceReplicas(PredictorFactory factory, ReplicaScaler scaler, Secrets secrets, ScoringConfig config) {
        this.factory = factory;
        this.scaler = scaler;
        this.secrets = secrets;
        this.config = config;
    }

    Predictor start(Deployment deployment) throws ScoringException {
        ReplicaRule rule = deployment.replicas();
        if (rule.equals(ReplicaRule.ONE)) {
            return ConcurrencyLimit.of(factory.make(deployment), deployment);
        }
        Limits limits = limits(deployment);
        ReplicaSet replicas = ReplicaSet.start(
                rule.count(), limits, () -> factory.make(deployment, deployment.endpoint() + "-" + secrets.label(8)));
        scaler.watch(replicas, limits.perReplica(), rule.scaling());
        return replicas;
    }

    private Limits limits(Deployment deployment) {
        int timeout =
                deployment.timeoutMillis() == null ? config.scoring().timeoutMillis() : deployment.timeoutMillis();
        return new Limits(
                deployment.maxConcurrentRequests() == null ? 1 : deployment.maxConcurrentRequests(),
                Duration.ofMillis(
                        deployment.maxQueueWaitMillis() == null ? QUEUE_MILLIS : deployment.maxQueueWaitMillis()),
                Duration.ofMillis(timeout),
                Integer.MAX_VALUE);
    }
}
