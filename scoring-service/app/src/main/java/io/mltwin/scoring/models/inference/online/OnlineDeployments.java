package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.container.ContainerException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.scoring.models.deployments.DeploymentStates;
import io.mltwin.scoring.models.deployments.DeploymentStates.OnlineDeploymentDeleted;
import io.mltwin.scoring.models.deployments.SecretInjection;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.inference.RunningDeployments;
import io.mltwin.scoring.models.inference.RunningDeployments.RunningDeployment;
import io.mltwin.scoring.models.services.ServedDeployment;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what runs of the deployments of online endpoints. One that does not run yet, after a restart
 * of the service, is started by its first request.
 */
@Singleton
record OnlineDeployments(
        Instance<DeploymentStates> states, Instance<SecretInjection> secrets, RunningDeployments running) {

    /**
     * Returns what runs of a deployment, started if need be; empty where there is none that has run.
     * What a script said as it failed is for the log, and not for those who score.
     *
     * @throws io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException on the event loop, where
     *     it does not run
     */
    Optional<RunningDeployment> find(String key) {
        Optional<RunningDeployment> there = running.find(key);
        if (there.isPresent()) {
            return there;
        }
        EventLoopOrWorker.requireWorker();
        return states.get().findRunning(key).map(this::start);
    }

    private RunningDeployment start(ServedDeployment deployment) {
        try {
            return running.start(deployment, secrets.get()::inject);
        } catch (ContainerException e) {
            throw new AzureException(
                            503,
                            "ServiceUnavailable",
                            "The deployment '%s' cannot be started; its log (getLogs) tells why.",
                            deployment.name())
                    .withHeaders(Map.of("Retry-After", "1"));
        }
    }

    /**
     * Returns whether Application Insights has the requests to one of an endpoint's deployments;
     * true where nothing runs and the database is away, so that no record is lost.
     */
    boolean isAnyRecorded(ServedEndpoint endpoint) {
        List<RunningDeployment> ofEndpoint = running.below(AsciiCase.lower(endpoint.armId() + "/deployments/"));
        if (!ofEndpoint.isEmpty()) {
            return ofEndpoint.stream().anyMatch(one -> one.settings().isRecorded());
        }
        EventLoopOrWorker.requireWorker();
        try {
            return states.get().isAnyRecorded(AsciiCase.lower(endpoint.armId()));
        } catch (RuntimeException away) {
            if (DatabaseUnavailable.is(away)) {
                return true;
            }
            throw away;
        }
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) OnlineDeploymentDeleted event) {
        running.end(event.key());
    }
}
