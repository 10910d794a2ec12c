package io.mltwin.compute.computeinstances;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;

/** Azure ML's refusals about compute instances. */
final class InstanceErrors {

    private static final String PROPERTIES = "properties.properties.";

    private InstanceErrors() {}

    static AzureException invalid(String field, String why) {
        return ArmErrors.invalidRequestContent(PROPERTIES + field + " " + why);
    }

    static AzureException nameTaken(String name) {
        return new AzureException(
                409,
                "Conflict",
                "Compute name '"
                        + name
                        + "' is not available. Reason: AlreadyExists. Message: The specified name "
                        + name
                        + " is already in use and is therefore unavailable: a compute instance's name is its own in the whole region.");
    }

    /** Azure's {@code StartComputeInstanceOnlyAllowedInStoppedState} and the like. */
    static AzureException wrongState(InstanceOperation operation, String name) {
        return new AzureException(
                400,
                operation.azureName() + "ComputeInstanceOnlyAllowedIn" + operation.from() + "State",
                operation.azureName()
                        + " Azure ML Compute Instance is only allowed when the instance "
                        + name
                        + " is in '"
                        + AsciiCase.lower(operation.from())
                        + "' state");
    }

    /** An operation of instances asked of another kind of compute. */
    static AzureException notSupported(String operation, String computeType) {
        return new AzureException(
                400, "UserError", "Compute" + operation + " with computeType " + computeType + " is not supported.");
    }
}
