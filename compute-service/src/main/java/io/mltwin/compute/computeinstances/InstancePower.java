package io.mltwin.compute.computeinstances;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.computeinstances.ComputeInstance.Creator;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;

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
public class InstancePower {

    private final ComputeInstanceService instances;
    private final ShareMount mounts;

    InstancePower(ComputeInstanceService instances, ShareMount mounts) {
        this.instances = instances;
        this.mounts = mounts;
    }

    /** What a new instance has before it is noted. */
    public MountOutcome prepare(Workspace workspace, Caller creator) {
        return mounts.mount(
                workspace,
                InstanceFolder.of(
                        new Creator(creator.objectId(), creator.tenantId(), creator.displayName())),
                true);
    }

    /** From stopped to running; the operation's id. */
    public String start(ArmResourceId id, Workspace workspace) {
        return start(id, workspace, InstanceOperation.START);
    }

    /** Off and on again, which tries the mount anew; the operation's id. */
    public String restart(ArmResourceId id, Workspace workspace) {
        return start(id, workspace, InstanceOperation.RESTART);
    }

    private String start(ArmResourceId id, Workspace workspace, InstanceOperation operation) {
        Creator creator = instances.require(id, operation).creator();
        MountOutcome mount = mounts.mount(workspace, InstanceFolder.of(creator), false);
        return instances.started(id, operation, mount);
    }

    /** From running to stopped; the operation's id. */
    public String stop(ArmResourceId id) {
        return instances.stopped(id);
    }
}
