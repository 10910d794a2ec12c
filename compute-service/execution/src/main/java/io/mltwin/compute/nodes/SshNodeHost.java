package io.mltwin.compute.nodes;

import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.attachedmachines.AttachedMachines;
import io.mltwin.compute.attachedmachines.AttachedMachines.AttachedMachine;
import io.mltwin.compute.attachedmachines.MachineException;
import io.mltwin.compute.attachedmachines.MachineKey;
import io.mltwin.compute.attachedmachines.ManagementCode;
import io.mltwin.compute.attachedmachines.SshConnection;
import io.mltwin.compute.execution.JobQueue;
import io.mltwin.compute.execution.SubmittedJobs;
import io.mltwin.compute.nodes.NodeEntity.NodeRepository;
import io.mltwin.node.host.NodeProcesses.Liveness;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.tracing.Tracing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Nodes on attached machines: Azure ML takes its key for the machine from Microsoft's vault,
 * connects by SSH and starts its management code there, which then works as any node does. No
 * caller waits for a machine: whether a node came up is known by its first call, and by {@link
 * #liveness} when it did not.
 *
 * <p>Deviation: a machine reaches the services at their loopback addresses, so it is a process or a
 * container of this machine; libraries of curated environments are not copied to it.
 */
@Singleton
@Typed(SshNodeHost.class)
class SshNodeHost implements NodeHost {

    private static final Logger LOG = Logger.getLogger(SshNodeHost.class);
    private static final int THREADS = 32;
    private static final String PARTICIPANT = "Azure ML over SSH";

    private final AttachedMachines machines;
    private final NodeRepository repository;
    private final JobQueue queue;
    private final SubmittedJobs jobs;
    private final Tracing tracing;
    private final ManagementCode code;
    private final BackgroundTimer timer;

    /** The computes of the nodes that were started here. */
    private final Map<String, String> started = new ConcurrentHashMap<>();

    /** Why nodes did not come up. */
    private final Map<String, String> failed = new ConcurrentHashMap<>();

    SshNodeHost(
            AttachedMachines machines,
            NodeRepository repository,
            JobQueue queue,
            SubmittedJobs jobs,
            Tracing tracing,
            ComputeConfig config,
            PlatformConfig platform,
            Addresses addresses,
            BackgroundWork background) {
        this.machines = machines;
        this.repository = repository;
        this.queue = queue;
        this.jobs = jobs;
        this.tracing = tracing;
        this.code = new ManagementCode(
                config.nodeJar(),
                URI.create(addresses.address(ServiceName.COMPUTE)),
                platform.trustDir().toAbsolutePath().resolve("ca.pem"),
                variables(config, platform));
        this.timer = background.timer("ssh-nodes", THREADS);
    }

    private static Map<String, String> variables(ComputeConfig config, PlatformConfig platform) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MLTWIN_NODE_PORTS", LocalNodeHost.ports(platform));
        variables.put("MLTWIN_NODE_MEMORY", Long.toString(config.compute().scriptMemoryMib()));
        variables.put("MLTWIN_NODE_PROCESSES", Integer.toString(config.compute().scriptProcesses()));
        config.python().index().ifPresent(at -> variables.put("MLTWIN_NODE_PYTHON_INDEX", at));
        return variables;
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    /** The disks of a machine are its owner's, so their encryption is not Azure ML's to choose. */
    @Override
    public void start(String nodeId, NodeSecret secret, boolean encryptedScratch) {
        Optional<String> compute = computeOf(nodeId);
        compute.ifPresent(one -> started.put(nodeId, one));
        timer.now(compute.orElse(nodeId), 1, () -> begin(nodeId, secret));
    }

    private void begin(String nodeId, NodeSecret secret) {
        try {
            String compute = started.get(nodeId);
            Optional<AttachedMachine> machine = compute == null ? Optional.empty() : machines.find(compute);
            if (machine.isEmpty()) {
                throw new IOException("the compute target is not attached any more");
            }
            inTraceOfRun(compute, () -> connectAndStart(machine.get(), nodeId, secret));
        } catch (UncheckedIOException e) {
            failed.put(nodeId, e.getCause().getMessage());
        } catch (IOException | AzureException e) {
            failed.put(nodeId, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Node %s was not started", nodeId);
            failed.put(nodeId, "Azure Machine Learning has failed");
        }
    }

    /** The run that waits longest is why the node is started. */
    private void inTraceOfRun(String compute, Runnable work) {
        queue.firstWaiting(compute, 1).stream()
                .findFirst()
                .flatMap(run -> jobs.origin(run.workspaceId(), run.runId()))
                .ifPresentOrElse(
                        origin -> Correlation.with(origin.correlationId(), origin.traceParent(), () -> {
                            work.run();
                            return null;
                        }),
                        work);
    }

    private void connectAndStart(AttachedMachine machine, String nodeId, NodeSecret secret) {
        MachineKey key = machines.key(machine);
        tracing.step(PARTICIPANT, "SSH " + machine.address(), () -> {
            try (SshConnection connection = machines.connect(machine, key)) {
                code.start(connection, nodeId, secret.value());
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A pid of another machine says nothing here. */
    @Override
    public void notePid(String nodeId, long pid) {
        return;
    }

    @Override
    public Liveness liveness(String nodeId) {
        return failed.containsKey(nodeId) ? Liveness.DEAD : Liveness.UNKNOWN;
    }

    @Override
    public String endOf(String nodeId) {
        return failed.getOrDefault(nodeId, "its process has ended");
    }

    @Override
    public void destroy(String nodeId) {
        failed.remove(nodeId);
        String compute = started.remove(nodeId);
        Optional.ofNullable(compute)
                .or(() -> computeOf(nodeId))
                .flatMap(machines::find)
                .ifPresent(machine -> timer.now(machine.computeId(), 1, () -> end(machine, nodeId)));
    }

    private void end(AttachedMachine machine, String nodeId) {
        try (SshConnection connection = machines.connect(machine, machines.key(machine))) {
            ManagementCode.end(connection, nodeId);
        } catch (MachineException | AzureException away) {
            LOG.infof("Node %s ends by itself: %s", nodeId, away.getMessage());
        }
    }

    /** Returns nothing, since a machine's output stays there; {@link #endOf} tells the reason of its end. */
    @Override
    public String logTail(String nodeId) {
        return "";
    }

    @Override
    public List<String> known() {
        return List.copyOf(started.keySet());
    }

    private Optional<String> computeOf(String nodeId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findByIdOptional(nodeId).map(node -> node.computeId));
    }
}
