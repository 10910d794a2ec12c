package io.mltwin.compute.computeinstances;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.compute.computeinstances.InstanceErrors.nameTaken;
import static io.mltwin.compute.computeinstances.InstanceErrors.wrongState;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceOperation;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceState;
import io.mltwin.compute.computeinstances.ComputeInstanceEntity.ComputeInstanceRepository;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/**
 * The operations that only compute targets of type ComputeInstance have: they are started and
 * stopped, their names are unique in the region, and they mount the workspace's file share.
 */
@Singleton
public class ComputeInstanceService {

    private static final String BY_USER = "User";
    private static final String BY_IDLENESS = "IdleShutdown";

    private final ComputeInstanceRepository repository;
    private final ArmOperations operations;
    private final Clock clock;

    ComputeInstanceService(ComputeInstanceRepository repository, ArmOperations operations, Clock clock) {
        this.repository = repository;
        this.operations = operations;
        this.clock = clock;
    }

    /** Refuses a name that another instance of the region has, in whichever workspace. */
    @Transactional
    public void requireFree(ArmResourceId id, Workspace workspace) {
        repository
                .byName(workspace.region(), key(id.name()))
                .filter(other -> !other.computeId.equals(id.key()))
                .ifPresent(other -> {
                    throw nameTaken(id.name());
                });
    }

    /** Notes a new instance, which runs. */
    @Transactional
    public void create(
            ArmResourceId id, Workspace workspace, Optional<Duration> idle, Caller creator, MountResult mount) {
        ComputeInstanceEntity row = new ComputeInstanceEntity();
        row.computeId = id.key();
        row.region = workspace.region();
        row.nameKey = key(id.name());
        row.creatorId = creator.objectId();
        row.creatorTenant = creator.tenantId();
        row.creatorName = creator.displayName();
        row.idleSeconds = seconds(idle);
        note(row, InstanceOperation.CREATE, BY_USER);
        runs(row, mount);
        try {
            repository.persistAndFlush(row);
        } catch (ConstraintViolationException twice) {
            throw nameTaken(id.name());
        }
    }

    /** Another time after which it is stopped; what it is and does stays. */
    @Transactional
    public void change(String computeId, Optional<Duration> idle) {
        repository.lock(computeId).ifPresent(row -> row.idleSeconds = seconds(idle));
    }

    @Transactional
    public Optional<ComputeInstance> find(String computeId) {
        return repository.findByIdOptional(computeId).map(ComputeInstanceMapper::view);
    }

    @Transactional
    public void delete(String computeId) {
        repository.deleteById(computeId);
    }

    /** The instance, in the state that the operation may be asked for in. */
    @Transactional
    ComputeInstance require(ArmResourceId id, InstanceOperation operation) {
        return ComputeInstanceMapper.view(locked(id, operation));
    }

    /** Starts or restarts it; the operation's id. */
    @Transactional
    String started(ArmResourceId id, InstanceOperation operation, MountResult mount) {
        ComputeInstanceEntity row = locked(id, operation);
        note(row, operation, BY_USER);
        runs(row, mount);
        return operations.done(id.toString());
    }

    /** Stops it; the operation's id. */
    @Transactional
    String stopped(ArmResourceId id) {
        ComputeInstanceEntity row = locked(id, InstanceOperation.STOP);
        stop(row, BY_USER);
        return operations.done(id.toString());
    }

    /** Running instances that have not been used for as long as they may be. */
    @Transactional
    List<String> idle() {
        Instant now = clock.instant();
        return repository.watched().stream()
                .filter(row -> isIdle(row, now))
                .map(row -> row.computeId)
                .toList();
    }

    /** Stops one of them, if it still is. */
    @Transactional
    void stopIdle(String computeId) {
        repository
                .lock(computeId)
                .filter(row -> row.state.equals(InstanceState.RUNNING))
                .filter(row -> isIdle(row, clock.instant()))
                .ifPresent(row -> stop(row, BY_IDLENESS));
    }

    /** Nothing runs on an instance, so it is idle from its last start on. */
    private static boolean isIdle(ComputeInstanceEntity row, Instant now) {
        return row.idleSeconds != null
                && !row.operationTime.plusSeconds(row.idleSeconds).isAfter(now);
    }

    private ComputeInstanceEntity locked(ArmResourceId id, InstanceOperation operation) {
        ComputeInstanceEntity row = repository.lock(id.key()).orElseThrow(() -> resourceNotFound(id));
        if (!row.state.equals(operation.from())) {
            throw wrongState(operation, id.name());
        }
        return row;
    }

    private void stop(ComputeInstanceEntity row, String trigger) {
        note(row, InstanceOperation.STOP, trigger);
        row.state = InstanceState.STOPPED;
        row.mountState = MountResult.UNMOUNTED;
        row.mounted = null;
        row.mountError = null;
    }

    private void note(ComputeInstanceEntity row, InstanceOperation operation, String trigger) {
        row.operation = operation.azureName();
        row.operationTrigger = trigger;
        row.operationTime = clock.instant();
    }

    private static void runs(ComputeInstanceEntity row, MountResult mount) {
        row.state = InstanceState.RUNNING;
        row.mountSource = mount.source();
        row.mountState = mount.state();
        row.mounted = mount.mounted();
        row.mountError = mount.error();
    }

    private static Long seconds(Optional<Duration> idle) {
        return idle.map(Duration::toSeconds).orElse(null);
    }

    private static String key(String name) {
        return AsciiCase.lower(name);
    }
}
