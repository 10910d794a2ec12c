package io.mltwin.compute.computeinstances;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computeinstances.ComputeInstance.InstanceOperation;
import io.mltwin.encoding.AsciiCase;

/** Azure ML's refusals about compute instances. */
final class InstanceErrors {

    private static final String PROPERTIES = "properties.properties.";

    private InstanceErrors() {}

    static AzureException invalid(String field, String why) {
        return invalidRequestContent(PROPERTIES + field + " " + why);
    }

    static AzureException nameTaken(String name) {
        return conflict(
                "Conflict",
                "Compute name '%s' is not available. Reason: AlreadyExists. Message: The specified name %s is"
                        + " already in use and is therefore unavailable: a compute instance's name is its own in the whole"
                        + " region.",
                name,
                name);
    }

    /** Azure's {@code StartComputeInstanceOnlyAllowedInStoppedState} and the like. */
    static AzureException wrongState(InstanceOperation operation, String name) {
        return badRequest(
                operation.azureName() + "ComputeInstanceOnlyAllowedIn" + operation.from() + "State",
                "%s Azure ML Compute Instance is only allowed when the instance %s is in '%s' state",
                operation.azureName(),
                name,
                AsciiCase.lower(operation.from()));
    }

    /** An operation of instances asked of another kind of compute. */
    static AzureException notSupported(String operation, String computeType) {
        return badRequest("UserError", "Compute%s with computeType %s is not supported.", operation, computeType);
    }
}
