package io.mltwin.compute.virtualmachines;

import static io.mltwin.armweb.ArmErrors.invalidParameter;
import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** Error codes of Microsoft.Compute. */
final class VirtualMachineErrors {

    private VirtualMachineErrors() {}

    static AzureException missing(String parameter) {
        return badRequest("InvalidParameter", "Required parameter '%s' is missing (null).", parameter)
                .withTarget(parameter);
    }

    static AzureException invalid(String parameter, String why) {
        return invalidParameter(parameter, why);
    }
}
