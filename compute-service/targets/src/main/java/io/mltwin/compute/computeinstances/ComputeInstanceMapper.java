package io.mltwin.compute.computeinstances;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.computeinstances.ComputeInstance.Creator;
import io.mltwin.compute.computeinstances.ComputeInstance.LastOperation;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;

/**
 * Maps rows to what Azure shows of a compute instance, without its settings.
 *
 * <p>Deviation: {@code purpose} is DevTest, since the document calls a compute instance an
 * environment for development and test; Azure says so in its documentation alone.
 */
public final class ComputeInstanceMapper {

    private static final String PURPOSE = "DevTest";

    /** Where Azure's instances have their workspace's file share. */
    private static final String MOUNTS = "/mnt/batch/tasks/shared/LS_root/mounts/clusters/";

    private static final String MOUNT_NAME = "code";

    private ComputeInstanceMapper() {}

    static ComputeInstance view(ComputeInstanceEntity row) {
        return new ComputeInstance(
                row.state,
                new Creator(row.creatorId, row.creatorTenant, row.creatorName),
                new LastOperation(row.operation, row.operationTime, row.operationTrigger),
                new MountResult(row.mountSource, row.mountState, row.mounted, row.mountError));
    }

    /**
     * Adds it to the instance's settings. Nothing serves on it, so it has neither applications nor
     * addresses.
     */
    public static void describe(ObjectNode inner, String name, ComputeInstance instance) {
        inner.put("state", instance.state()).put("purpose", PURPOSE);
        inner.putObject("createdBy")
                .put("userName", instance.creator().name())
                .put("userOrgId", instance.creator().tenantId())
                .put("userId", instance.creator().objectId());
        inner.putObject("lastOperation")
                .put("operationName", instance.lastOperation().name())
                .put("operationTime", instance.lastOperation().time().toString())
                .put("operationStatus", "Succeeded")
                .put("operationTrigger", instance.lastOperation().trigger());
        inner.putArray("applications");
        inner.putArray("errors");
        mount(inner.putArray("dataMounts").addObject(), name, instance);
    }

    private static void mount(ObjectNode shown, String name, ComputeInstance instance) {
        MountResult mount = instance.mount();
        boolean unmounted = mount.state().equals(MountResult.UNMOUNTED);
        shown.put("source", mount.source())
                .put("sourceType", "URI")
                .put("mountName", MOUNT_NAME)
                .put("mountAction", unmounted ? "Unmount" : "Mount")
                .put("createdBy", instance.creator().objectId())
                .put("mountPath", MOUNTS + name + "/" + MOUNT_NAME)
                .put("mountState", mount.state());
        if (mount.mounted() != null) {
            shown.put("mountedOn", mount.mounted().toString());
        }
        if (mount.error() != null) {
            shown.put("error", mount.error());
        }
    }
}
