package io.mltwin.scoring.models.inference.online;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.models.deployments.DeploymentStates;
import io.mltwin.scoring.models.deployments.OnlineDeploymentDeleted;
import io.mltwin.scoring.models.deployments.OnlineDeploymentHost;
import io.mltwin.scoring.models.deployments.ServedDeployment;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.inference.ScoringException;
import io.mltwin.scoring.workspaces.WorkspaceKeyRevoked;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The deployments whose containers run. One that does not run yet, after a restart of the service,
 * is started by its first request.
 */
@ApplicationScoped
public class OnlineDeployments implements OnlineDeploymentHost, Resettable {

    private static final Logger LOG = Logger.getLogger(OnlineDeployments.class);

    private final Instance<DeploymentStates> states;
    private final DeploymentContainers containers;
    private final Map<String, RunningDeployment> running = new ConcurrentHashMap<>();
    private final Map<String, Object> changing = new ConcurrentHashMap<>();

    OnlineDeployments(Instance<DeploymentStates> states, DeploymentContainers containers) {
        this.states = states;
        this.containers = containers;
    }

    @Override
    public void deploy(ServedDeployment deployment) {
        synchronized (lockOf(deployment.key())) {
            RunningDeployment before = running.get(deployment.key());
            try {
                if (before == null) {
                    before = new RunningDeployment(deployment, containers.start(deployment));
                } else {
                    containers.change(before, deployment);
                }
                running.put(deployment.key(), new RunningDeployment(deployment, before.replicas()));
                LOG.infof(
                        "%s of %s scores with %d instances",
                        deployment.name(), deployment.endpointName(), deployment.instances());
            } catch (ScoringException e) {
                // without its message and cause, which may be the script's own words
                LOG.infof("%s of %s cannot be started: %s", deployment.name(), deployment.endpointName(), e.kind());
                throw notStarted(deployment, e);
            }
        }
    }

    private static AzureException notStarted(ServedDeployment deployment, ScoringException cause) {
        AzureException fault = new AzureException(
                400,
                "ResourceNotReady",
                "User container has crashed or terminated: "
                        + cause.getMessage()
                        + ". The log of the deployment '"
                        + deployment.name()
                        + "' (getLogs) has what it printed.");
        fault.initCause(cause);
        return fault;
    }

    private Object lockOf(String key) {
        return changing.computeIfAbsent(key, none -> new Object());
    }

    /** Returns what runs of a deployment; empty where there is none that has run. */
    Optional<RunningDeployment> find(String key) {
        RunningDeployment there = running.get(key);
        return there == null ? restore(key) : Optional.of(there);
    }

    /** Starts one that has run before; one that is being deployed for the first time has not. */
    private Optional<RunningDeployment> restore(String key) {
        Optional<ServedDeployment> stored = states.get().findRunning(key);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        synchronized (lockOf(key)) {
            if (!running.containsKey(key)) {
                start(stored.get());
            }
            return Optional.ofNullable(running.get(key));
        }
    }

    /** Starts a deployment; a script's words at its failure go to the log, and not to those who score. */
    private void start(ServedDeployment deployment) {
        try {
            deploy(deployment);
        } catch (AzureException fault) {
            throw fault.getCause() instanceof ScoringException
                    ? new AzureException(
                                    503,
                                    "ServiceUnavailable",
                                    "The deployment '"
                                            + deployment.name()
                                            + "' cannot be started; its log (getLogs) tells why.")
                            .withHeaders(Map.of("Retry-After", "1"))
                    : fault;
        }
    }

    /**
     * Returns whether Application Insights has the requests to one of an endpoint's deployments;
     * true where nothing runs and the database is away, so that no record is lost.
     */
    boolean isAnyRecorded(ServedEndpoint endpoint) {
        String below = AsciiCase.lower(endpoint.armId() + "/deployments/");
        List<RunningDeployment> ofEndpoint = running.values().stream()
                .filter(one -> one.settings().key().startsWith(below))
                .toList();
        if (!ofEndpoint.isEmpty()) {
            return ofEndpoint.stream().anyMatch(one -> one.settings().isRecorded());
        }
        try {
            return states.get().isAnyRecorded(AsciiCase.lower(endpoint.armId()));
        } catch (RuntimeException away) {
            if (DatabaseUnavailable.is(away)) {
                return true;
            }
            throw away;
        }
    }

    @Override
    public void end(String key) {
        RunningDeployment ended = running.remove(key);
        changing.remove(key);
        containers.forget(key);
        if (ended != null) {
            ended.replicas().close();
        }
    }

    @Override
    public List<String> log(String key) {
        List<String> lines = new ArrayList<>();
        RunningDeployment there = running.get(key);
        if (there != null) {
            lines.addAll(there.replicas().log());
        }
        lines.addAll(containers.failedStart(key));
        return lines;
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) OnlineDeploymentDeleted event) {
        end(event.key());
    }

    void revoked(@Observes WorkspaceKeyRevoked event) {
        running.keySet().stream().filter(event::concerns).forEach(this::end);
    }

    void stopAll(@Observes ShutdownEvent event) {
        clear();
    }

    @Override
    public void clear() {
        changing.clear();
        containers.forgetAll();
        List.copyOf(running.keySet()).forEach(this::end);
    }
}
