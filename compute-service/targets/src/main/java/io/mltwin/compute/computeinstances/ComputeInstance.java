package io.mltwin.compute.computeinstances;

import io.mltwin.compute.computeinstances.ComputeInstance.Creator;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceState;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import java.time.Instant;

/** A compute instance as it stands, for those who show it. */
public record ComputeInstance(String state, Creator creator, LastOperation lastOperation, MountResult mount) {

    /** Who created it. */
    public record Creator(String objectId, String tenantId, String name) {}

    /** The last thing that was done with it; one that failed has changed nothing. */
    public record LastOperation(String name, Instant time, String trigger) {}

    /**
     * {@code ComputeInstanceState}, of which a machine that nothing boots on is in one of two: it is
     * made, started and stopped within the call.
     */
    static final class InstanceState {

        static final String RUNNING = "Running";
        static final String STOPPED = "Stopped";

        private InstanceState() {}
    }

    /** {@code OperationName} of {@code lastOperation}: what was done with an instance. */
    public enum InstanceOperation {
        CREATE("Create", null),
        START("Start", InstanceState.STOPPED),
        RESTART("Restart", InstanceState.RUNNING),
        STOP("Stop", InstanceState.RUNNING);

        private final String azureName;
        private final String from;

        InstanceOperation(String azureName, String from) {
            this.azureName = azureName;
            this.from = from;
        }

        String azureName() {
            return azureName;
        }

        /** The state that the instance must be in; null for one that is not there yet. */
        String from() {
            return from;
        }
    }

    /** The folder of a user below {@code Users} of the workspace's file share. */
    static final class InstanceFolder {

        private InstanceFolder() {}

        /** Named like the user without the domain, or like the application. */
        static String of(Creator creator) {
            int at = creator.name().indexOf('@');
            String alias = at > 0 ? creator.name().substring(0, at) : creator.name();
            String safe = alias.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("\\.+$", "");
            return safe.isEmpty() ? creator.objectId() : safe;
        }
    }
}
