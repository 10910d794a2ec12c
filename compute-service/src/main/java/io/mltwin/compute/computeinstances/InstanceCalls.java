package io.mltwin.compute.computeinstances;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What Azure Resource Manager asks of compute instances beside what it asks of every compute:
 * {@code start}, {@code stop} and {@code restart}, each of which is accepted with an operation.
 */
@Singleton
public class InstanceCalls {

    private static final String INSTANCE = "ComputeInstance";

    private final InstancePower power;
    private final ComputeInstanceService instances;

    InstanceCalls(InstancePower power, ComputeInstanceService instances) {
        this.power = power;
        this.instances = instances;
    }

    /** What is asked for by POST. */
    public enum Operation {
        START("Start"),
        STOP("Stop"),
        RESTART("Restart");

        private final String azureName;

        Operation(String azureName) {
            this.azureName = azureName;
        }
    }

    /** The operation of instances that the call asks for, if it asks for one. */
    public static Optional<Operation> operation(ArmCall call) {
        for (Operation operation : Operation.values()) {
            if (call.isPost(AsciiCase.lower(operation.name()))) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /** Does it, if the compute is an instance. */
    public ArmAnswer handle(
            Operation operation, ArmCall call, String computeType, Workspace workspace) {
        if (!computeType.equals(INSTANCE)) {
            throw InstanceErrors.notSupported(operation.azureName, computeType);
        }
        String done =
                switch (operation) {
                    case START -> power.start(call.id(), workspace);
                    case STOP -> power.stop(call.id());
                    case RESTART -> power.restart(call.id(), workspace);
                };
        return ArmAnswer.accepted(202, null, done);
    }

    /** Refuses a name that is taken in the region. */
    public void requireFree(ArmResourceId id, Workspace workspace) {
        instances.requireFree(id, workspace);
    }

    /** What a new instance has before it is noted: its mount. */
    public MountOutcome prepare(Workspace workspace, ArmCall call) {
        return power.prepare(workspace, call.caller());
    }
}
