package io.mltwin.compute.computeinstances;

import static io.mltwin.compute.computeinstances.InstanceErrors.notSupported;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.computeinstances.ComputeInstance.Creator;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceFolder;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceOperation;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Starting, stopping and restarting compute instances, with their mounts. Others are asked outside
 * the transaction, and what came of it is noted if the instance still is as it was.
 *
 * <p>Deviation: nothing boots. An instance runs or is stopped when the call is answered, has no
 * applications such as Jupyter and no addresses, and takes no runs; its identity is a principal
 * that nobody speaks for; in Azure a start that the instance's state forbids is refused when its
 * operation ends, here by the call itself.
 */
@Singleton
public record InstancePower(ComputeInstanceService instances, ShareMount mounts) {

    private static final String INSTANCE = "ComputeInstance";

    /** Mounts the share for a new instance. */
    public MountResult prepareNew(Workspace workspace, Caller creator) {
        return mounts.mount(
                workspace,
                InstanceFolder.of(new Creator(creator.objectId(), creator.tenantId(), creator.displayName())),
                true);
    }

    /**
     * Mounts the share for an instance that is to be started or restarted.
     *
     * @param computeType of the target, which must be an instance
     * @return null for an instance that is to be stopped
     */
    public MountResult prepare(InstanceOperation operation, ArmResourceId id, String computeType, Workspace workspace) {
        if (!computeType.equals(INSTANCE)) {
            throw notSupported(operation.azureName(), computeType);
        }
        if (operation == InstanceOperation.STOP) {
            return null;
        }
        Creator creator = instances.require(id, operation).creator();
        return mounts.mount(workspace, InstanceFolder.of(creator), false);
    }

    /** Notes that it was started, restarted or stopped; the operation's id. */
    public String apply(InstanceOperation operation, ArmResourceId id, MountResult mount) {
        return operation == InstanceOperation.STOP ? instances.stopped(id) : instances.started(id, operation, mount);
    }

    /**
     * The result of mounting the workspace's file share.
     *
     * @param source address of the share
     * @param state {@code MountState}: Mounted or MountFailed
     * @param mounted null when it is not
     * @param error null when it is
     */
    public record MountResult(String source, String state, Instant mounted, String error) {

        static final String MOUNTED = "Mounted";
        static final String FAILED = "MountFailed";
        static final String UNMOUNTED = "Unmounted";

        static MountResult mounted(String source, Instant at) {
            return new MountResult(source, MOUNTED, at, null);
        }

        static MountResult failed(String source, String error) {
            return new MountResult(source, FAILED, null, error);
        }
    }
}
