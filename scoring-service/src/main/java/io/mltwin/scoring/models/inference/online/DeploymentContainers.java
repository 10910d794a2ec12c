package io.mltwin.scoring.models.inference.online;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.inference.ContainerLog;
import io.mltwin.scoring.models.inference.ContainerTimes;
import io.mltwin.scoring.models.inference.PredictorFactory;
import io.mltwin.scoring.models.inference.ReplicaScaler;
import io.mltwin.scoring.models.inference.ReplicaSet;
import io.mltwin.scoring.models.inference.ReplicaSet.Limits;
import io.mltwin.scoring.models.inference.ScoringException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Starts the containers of deployments, and keeps the log of a start that failed. */
@Singleton
class DeploymentContainers {

    /** Azure lets twice as many requests in as all instances work on at once. */
    private static final int PENDING = 2;

    private final PredictorFactory factory;
    private final ReplicaScaler scaler;
    private final Secrets secrets;
    private final BoundedMemory<String, List<String>> failedStarts = new BoundedMemory<>(8 << 20, Duration.ofDays(1));

    DeploymentContainers(PredictorFactory factory, ReplicaScaler scaler, Secrets secrets) {
        this.factory = factory;
        this.scaler = scaler;
        this.secrets = secrets;
    }

    ReplicaSet start(ServedDeployment deployment) throws ScoringException {
        failedStarts.of(null).remove(deployment.key());
        ReplicaSet replicas = ReplicaSet.start(deployment.instances(), limits(deployment), starter(deployment));
        scaler.watch(replicas, deployment.maxConcurrent(), deployment.scaling());
        return replicas;
    }

    /** Makes what runs into this; what ran before goes on where that fails. */
    void change(RunningDeployment before, ServedDeployment deployment) throws ScoringException {
        failedStarts.of(null).remove(deployment.key());
        if (before.settings().runsLike(deployment)) {
            before.replicas().scale(deployment.instances());
        } else {
            before.replicas().replace(deployment.instances(), limits(deployment), starter(deployment));
        }
        scaler.watch(before.replicas(), deployment.maxConcurrent(), deployment.scaling());
    }

    private static Limits limits(ServedDeployment deployment) {
        return new Limits(
                deployment.maxConcurrent(),
                deployment.queueWait(),
                deployment.timeout(),
                PENDING * deployment.maxConcurrent());
    }

    private ReplicaSet.Starter starter(ServedDeployment deployment) {
        ContainerTimes times = new ContainerTimes(deployment.start(), deployment.timeout(), deployment.timeout());
        return () -> {
            ContainerLog log = new ContainerLog();
            String name = AsciiCase.lower(deployment.endpointName() + "-" + deployment.name() + "-" + secrets.label(8));
            try {
                return factory.start(deployment.image(), name, deployment.variables(), times, log);
            } catch (ScoringException e) {
                failedStarts.of(null).put(deployment.key(), log.lines());
                throw e;
            }
        };
    }

    /** Returns what the last start printed, where it failed. */
    List<String> failedStart(String key) {
        return failedStarts.of(null).getOrDefault(key, List.of());
    }

    void forget(String key) {
        failedStarts.of(null).remove(key);
    }

    void forgetAll() {
        failedStarts.clear();
    }
}
