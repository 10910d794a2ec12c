package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.container.ContainerException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.services.DeploymentHost;
import io.mltwin.scoring.models.services.ServedDeployment;
import io.mltwin.scoring.workspaces.WorkspaceKeys.WorkspaceKeyRevoked;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * The deployments whose containers run, and the logs of those that did not start. Changes of one
 * deployment wait for each other.
 */
@ApplicationScoped
public class RunningDeployments implements DeploymentHost, Resettable {

    private static final Logger LOG = Logger.getLogger(RunningDeployments.class);

    private final PredictorFactory factory;
    private final ReplicaScaler scaler;
    private final Secrets secrets;
    private final Event<DeploymentEnded> endings;
    private final Map<String, RunningDeployment> running = new ConcurrentHashMap<>();
    private final Map<String, Object> changing = new ConcurrentHashMap<>();
    private final BoundedMemory<String, List<String>> failedStarts = new BoundedMemory<>(8 << 20, Duration.ofDays(1));

    RunningDeployments(
            PredictorFactory factory, ReplicaScaler scaler, Secrets secrets, Event<DeploymentEnded> endings) {
        this.factory = factory;
        this.scaler = scaler;
        this.secrets = secrets;
        this.endings = endings;
    }

    @Override
    public void deploy(ServedDeployment deployment) throws ContainerException {
        synchronized (lockOf(deployment.key())) {
            failedStarts.of(null).remove(deployment.key());
            try {
                ReplicaSet replicas = replicas(running.get(deployment.key()), deployment);
                scaler.watch(replicas, deployment.limits().perReplica(), deployment.scaling());
                running.put(deployment.key(), new RunningDeployment(deployment, replicas));
                LOG.infof("%s scores with %d instances", deployment.title(), deployment.instances());
            } catch (ContainerException e) {
                // without its message and cause, which may be the script's own words
                LOG.infof("%s cannot be started: %s", deployment.title(), e.kind());
                throw e;
            }
        }
    }

    /**
     * Starts it unless it runs.
     *
     * @param completed returns it with what is known only as it starts; an {@link AzureException} of
     *     it is in the deployment's log
     */
    public RunningDeployment start(ServedDeployment deployment, UnaryOperator<ServedDeployment> completed)
            throws ContainerException {
        synchronized (lockOf(deployment.key())) {
            RunningDeployment there = running.get(deployment.key());
            if (there == null) {
                deploy(complete(deployment, completed));
                there = running.get(deployment.key());
            }
            return there;
        }
    }

    private ServedDeployment complete(ServedDeployment deployment, UnaryOperator<ServedDeployment> completed)
            throws ContainerException {
        try {
            return completed.apply(deployment);
        } catch (AzureException refused) {
            failedStarts.of(null).put(deployment.key(), List.of(refused.getMessage()));
            throw new ContainerException(ContainerException.Kind.START_FAILED, refused.getMessage(), refused);
        }
    }

    private Object lockOf(String key) {
        return changing.computeIfAbsent(key, none -> new Object());
    }

    /** Makes what runs into this; what ran before goes on where that fails. */
    private ReplicaSet replicas(RunningDeployment before, ServedDeployment deployment) throws ContainerException {
        if (before == null) {
            return ReplicaSet.start(deployment.instances(), deployment.limits(), starter(deployment));
        }
        if (before.settings().runsLike(deployment)) {
            before.replicas().scale(deployment.instances());
        } else {
            before.replicas().replace(deployment.instances(), deployment.limits(), starter(deployment));
        }
        return before.replicas();
    }

    private ReplicaSet.Starter starter(ServedDeployment deployment) {
        return () -> {
            ContainerLog log = new ContainerLog();
            String folder = AsciiCase.lower(deployment.folder() + "-" + secrets.label(8));
            try {
                return factory.start(deployment, folder, log);
            } catch (ContainerException e) {
                failedStarts.of(null).put(deployment.key(), log.lines());
                throw e;
            }
        };
    }

    /** Returns what runs of a deployment. */
    public Optional<RunningDeployment> find(String key) {
        return Optional.ofNullable(running.get(key));
    }

    /** Returns what runs of the deployments whose keys begin so. */
    public List<RunningDeployment> below(String prefix) {
        return running.values().stream()
                .filter(one -> one.settings().key().startsWith(prefix))
                .toList();
    }

    @Override
    public int running(String key) {
        return find(key).map(one -> one.replicas().running()).orElse(0);
    }

    @Override
    public void end(String key) {
        RunningDeployment ended = running.remove(key);
        changing.remove(key);
        failedStarts.of(null).remove(key);
        if (ended != null) {
            endings.fire(new DeploymentEnded(key));
            ended.replicas().close();
        }
    }

    @Override
    public List<String> log(String key) {
        List<String> lines = new ArrayList<>();
        find(key).ifPresent(one -> lines.addAll(one.replicas().log()));
        lines.addAll(failedStarts.of(null).getOrDefault(key, List.of()));
        return lines;
    }

    void revoked(@Observes WorkspaceKeyRevoked event) {
        running.values().stream()
                .map(RunningDeployment::settings)
                .filter(settings -> event.concerns(settings.workspaceId()))
                .forEach(settings -> end(settings.key()));
    }

    void stopAll(@Observes ShutdownEvent event) {
        clear();
    }

    @Override
    public void clear() {
        changing.clear();
        failedStarts.clear();
        List.copyOf(running.keySet()).forEach(this::end);
    }

    /** Tells that the containers of a deployment have ended, by its key. */
    record DeploymentEnded(String key) {}

    /** A deployment whose containers run. */
    public record RunningDeployment(ServedDeployment settings, ReplicaSet replicas) {}
}
