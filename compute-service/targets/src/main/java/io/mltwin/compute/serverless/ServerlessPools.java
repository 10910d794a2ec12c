package io.mltwin.compute.serverless;

import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeDeleted;
import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.compute.runs.RunEnded;
import io.mltwin.compute.serverless.ServerlessPoolEntity.ServerlessPoolRepository;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The pools of nodes behind serverless compute: one for each run that names no compute target. A
 * pool is Azure ML's own, in Microsoft's subscription: no compute of the workspace shows it and no
 * lock keeps it. Its nodes do one run, and are removed with their disks when that has ended.
 *
 * <p>In a workspace of high business impact the scratch disks of its nodes are always encrypted,
 * since no earlier cluster of the customer's decides about Azure ML's own.
 */
@Singleton
public class ServerlessPools {

    private static final String NAME = "serverless";

    private final ServerlessPoolRepository repository;
    private final Event<ComputeDeleted> deleted;
    private final Clock clock;

    ServerlessPools(ServerlessPoolRepository repository, Event<ComputeDeleted> deleted, Clock clock) {
        this.repository = repository;
        this.deleted = deleted;
        this.clock = clock;
    }

    /** Describes the pool of a run that is about to be submitted. */
    public static ServerlessPool plan(
            Workspace workspace, String runId, String vmSize, String vmPriority, int nodeCount) {
        ComputeTarget target = target(
                AsciiCase.lower(workspace.id() + "/" + NAME + "/" + runId),
                workspace.workspaceId(),
                workspace.id(),
                vmSize,
                vmPriority,
                nodeCount,
                workspace.hbiWorkspace() ? ScratchDisk.ENCRYPTED : ScratchDisk.PLAIN);
        return new ServerlessPool(target, workspace.region(), runId);
    }

    /** Adds a pool in the transaction that queues its run. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(ServerlessPool pool) {
        ServerlessPoolEntity entity = new ServerlessPoolEntity();
        ComputeTarget target = pool.target();
        entity.poolId = target.computeId();
        entity.workspaceId = target.workspaceId();
        entity.workspaceArmId = target.workspaceArmId();
        entity.subscriptionId = target.subscriptionId();
        entity.region = pool.region();
        entity.runId = pool.runId();
        entity.vmSize = target.vmSize();
        entity.vmPriority = target.vmPriority();
        entity.nodeCount = target.maxNodes();
        entity.scratchDisk = target.scratchDisk();
        entity.created = clock.instant();
        repository.persist(entity);
    }

    @Transactional
    public List<ComputeTarget> all() {
        return repository.listAll().stream().map(ServerlessPools::target).toList();
    }

    /** The pools of a subscription in a region. */
    @Transactional
    public List<ComputeTarget> all(String subscriptionId, String region) {
        return repository.inRegion(AsciiCase.lower(subscriptionId), region).stream()
                .map(ServerlessPools::target)
                .toList();
    }

    /** The region of a pool; empty for what is no pool. */
    @Transactional
    public Optional<String> region(String poolId) {
        return repository.findByIdOptional(poolId).map(pool -> pool.region);
    }

    /** Sends the nodes of a run away when it ends, in whatever way. */
    void ended(@Observes RunEnded end) {
        remove(repository.ofRun(end.workspaceId(), end.runId()));
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        remove(repository.ofWorkspace(workspace.workspaceId()));
    }

    private void remove(List<ServerlessPoolEntity> pools) {
        for (ServerlessPoolEntity pool : pools) {
            deleted.fire(new ComputeDeleted(pool.poolId));
            repository.delete(pool);
        }
    }

    private static ComputeTarget target(ServerlessPoolEntity pool) {
        return target(
                pool.poolId,
                pool.workspaceId,
                pool.workspaceArmId,
                pool.vmSize,
                pool.vmPriority,
                pool.nodeCount,
                pool.scratchDisk);
    }

    private static ComputeTarget target(
            String poolId,
            String workspaceId,
            String workspaceArmId,
            String vmSize,
            String vmPriority,
            int nodeCount,
            ScratchDisk scratchDisk) {
        return new ComputeTarget(
                poolId,
                workspaceId,
                workspaceArmId,
                NAME,
                ComputeTarget.SERVERLESS,
                "Succeeded",
                0,
                nodeCount,
                Duration.ZERO,
                vmSize,
                vmPriority,
                scratchDisk);
    }

    /**
     * The nodes of one run on serverless compute.
     *
     * @param target as the queue and the nodes see it; no compute target of the workspace
     * @param region where the nodes are
     */
    public record ServerlessPool(ComputeTarget target, String region, String runId) {}
}
