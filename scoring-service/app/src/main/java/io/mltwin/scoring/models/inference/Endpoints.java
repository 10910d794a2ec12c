package io.mltwin.scoring.models.inference;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.inference.RunningDeployments.DeploymentEnded;
import io.mltwin.scoring.models.inference.RunningDeployments.RunningDeployment;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.Deployment.DeploymentChanged;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.mltwin.scoring.models.services.DeploymentService;
import io.mltwin.scoring.models.services.DeploymentService.ContentClosedException;
import io.mltwin.scoring.models.services.EndpointTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The loaded web services by the label of their host. One that is not loaded yet, after a restart,
 * is loaded by its first request.
 */
@ApplicationScoped
public class Endpoints implements FrontDoor, Resettable {

    private final Instance<DeploymentService> deployments;
    private final RunningDeployments running;
    private final EndpointTokens tokens;
    private final Map<String, Endpoint> loaded = new ConcurrentHashMap<>();

    Endpoints(Instance<DeploymentService> deployments, RunningDeployments running, EndpointTokens tokens) {
        this.deployments = deployments;
        this.running = running;
        this.tokens = tokens;
    }

    @Override
    public String prefix() {
        return "inference";
    }

    @Override
    public ScoringTarget require(String label) {
        Endpoint endpoint = loaded.get(label);
        return endpoint == null || endpoint.replicas().isClosed() ? restore(label) : endpoint;
    }

    @Override
    public Optional<RecordedService> findRecorded(String label) {
        Endpoint endpoint = loaded.get(label);
        return endpoint == null ? deployments.get().findRecorded(label) : Optional.of(endpoint.recorded());
    }

    private Endpoint restore(String label) {
        EventLoopOrWorker.requireWorker();
        Deployment deployment = find(label);
        if (deployment == null) {
            throw notFound("NotFound", "There is no web service at this address.");
        }
        if (!deployment.isHealthy()) {
            throw unavailable("The service '%s' is in state %s.", deployment.serviceName(), deployment.state());
        }
        if (deployment.authentication() == Authentication.TOKEN) {
            tokens.prepare();
        }
        try {
            return load(deployment, running.start(deployment.served(), UnaryOperator.identity()));
        } catch (ContainerException e) {
            throw unavailable("The service '%s' cannot be started; its log tells why.", deployment.serviceName());
        }
    }

    private Deployment find(String label) {
        try {
            return deployments.get().find(label);
        } catch (ContentClosedException refused) {
            throw unavailable("The service cannot be loaded: its customer-managed key cannot be used.");
        }
    }

    private Endpoint load(Deployment deployment, RunningDeployment run) {
        Endpoint endpoint = Endpoint.of(deployment, run.replicas());
        loaded.put(deployment.endpoint(), endpoint);
        return endpoint;
    }

    private static AzureException unavailable(String template, Object... arguments) {
        return new AzureException(503, "ServiceUnavailable", template, arguments)
                .withHeaders(Map.of("Retry-After", "1"));
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeploymentChanged event) {
        if (event.deployment() == null) {
            loaded.remove(event.endpoint());
            running.end(event.endpoint());
        } else {
            running.find(event.endpoint()).ifPresent(run -> load(event.deployment(), run));
        }
    }

    /** No key of a service that has ended stays in memory. */
    void ended(@Observes DeploymentEnded event) {
        loaded.remove(event.key());
    }

    @Override
    public void clear() {
        loaded.clear();
    }
}
