package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.ContentClosedException;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.DeploymentChanged;
import io.mltwin.scoring.models.services.DeploymentHost;
import io.mltwin.scoring.models.services.DeploymentService;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.scoring.workspaces.WorkspaceKeyRevoked;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The loaded deployments by the label of their host. One that is not loaded yet, after a restart,
 * is loaded by its first request.
 */
@ApplicationScoped
public class Endpoints implements DeploymentHost, Resettable {

    private static final Logger LOG = Logger.getLogger(Endpoints.class);

    private final Instance<DeploymentService> deployments;
    private final ServiceReplicas replicas;
    private final EndpointTokens tokens;
    private final Map<String, Endpoint> loaded = new ConcurrentHashMap<>();
    private final Map<String, Object> loading = new ConcurrentHashMap<>();

    public Endpoints(Instance<DeploymentService> deployments, ServiceReplicas replicas, EndpointTokens tokens) {
        this.deployments = deployments;
        this.replicas = replicas;
        this.tokens = tokens;
    }

    /**
     * Returns the endpoint of a host's label.
     *
     * @throws AzureException 404 when there is none, 503 when it cannot score now
     */
    Endpoint require(String label) {
        Endpoint endpoint = loaded.get(label);
        return endpoint == null ? restore(label) : endpoint;
    }

    boolean isLoaded(String label) {
        return loaded.containsKey(label);
    }

    /** Returns the deployment of a label, where it is loaded. */
    Optional<Deployment> findLoaded(String label) {
        return Optional.ofNullable(loaded.get(label)).map(Endpoint::deployment);
    }

    private Endpoint restore(String label) {
        Deployment deployment = find(label);
        if (deployment == null) {
            throw new AzureException(404, "NotFound", "There is no web service at this address.");
        }
        if (!deployment.isHealthy()) {
            throw unavailable("The service '" + deployment.serviceName() + "' is in state " + deployment.state() + ".");
        }
        try {
            return load(deployment);
        } catch (AzureException fault) {
            throw fault.getCause() instanceof ScoringException
                    ? unavailable(
                            "The service '" + deployment.serviceName() + "' cannot be started; its log tells why.")
                    : fault;
        }
    }

    private Deployment find(String label) {
        try {
            return deployments.get().find(label);
        } catch (ContentClosedException refused) {
            throw unavailable("The service cannot be loaded: its customer-managed key cannot be used.");
        }
    }

    @Override
    public void start(Deployment deployment) {
        if (deployment == null || deployment.image() == null) {
            throw new AzureException(400, "ImageNotFound", "The service has no image that could be deployed.");
        }
        load(deployment);
    }

    @Override
    public void stop(String label) {
        Endpoint ended = loaded.remove(label);
        loading.remove(label);
        if (ended != null) {
            ended.predictor().close();
        }
    }

    @Override
    public List<String> log(String label) {
        Endpoint endpoint = loaded.get(label);
        return endpoint == null ? List.of() : endpoint.predictor().log();
    }

    @Override
    public int running(String label) {
        Endpoint endpoint = loaded.get(label);
        return endpoint == null ? 0 : endpoint.predictor().running();
    }

    private Endpoint load(Deployment deployment) {
        synchronized (loading.computeIfAbsent(deployment.endpoint(), label -> new Object())) {
            Endpoint there = loaded.get(deployment.endpoint());
            if (there != null) {
                return there;
            }
            try {
                if (deployment.authentication() == Authentication.TOKEN) {
                    tokens.prepare();
                }
                Predictor predictor = replicas.start(deployment);
                Endpoint endpoint = new Endpoint(deployment, predictor);
                loaded.put(deployment.endpoint(), endpoint);
                LOG.infof("Service %s scores at %s", deployment.serviceName(), deployment.endpoint());
                return endpoint;
            } catch (ScoringException e) {
                // without its message and cause, which may be the script's own words
                LOG.infof("Service %s cannot be started: %s", deployment.serviceName(), e.kind());
                AzureException fault = new AzureException(
                        400,
                        "ContainerCrashed",
                        "The container of the service '"
                                + deployment.serviceName()
                                + "' cannot be started: "
                                + e.getMessage());
                fault.initCause(e);
                throw fault;
            }
        }
    }

    private static AzureException unavailable(String message) {
        return new AzureException(503, "ServiceUnavailable", message).withHeaders(Map.of("Retry-After", "1"));
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeploymentChanged event) {
        if (event.deployment() == null) {
            stop(event.endpoint());
        } else {
            loaded.computeIfPresent(event.endpoint(), (label, endpoint) -> {
                endpoint.changed(event.deployment());
                return endpoint;
            });
        }
    }

    void revoked(@Observes WorkspaceKeyRevoked event) {
        loaded.values().stream()
                .map(Endpoint::deployment)
                .filter(deployment -> event.concerns(deployment.workspaceId()))
                .forEach(deployment -> stop(deployment.endpoint()));
    }

    void stopAll(@Observes ShutdownEvent event) {
        clear();
    }

    @Override
    public void clear() {
        loading.clear();
        loaded.values().forEach(endpoint -> endpoint.predictor().close());
        loaded.clear();
    }
}
