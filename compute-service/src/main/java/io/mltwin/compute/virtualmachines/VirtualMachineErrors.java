package io.mltwin.compute.virtualmachines;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;

/** Error codes of Microsoft.Compute. */
final class VirtualMachineErrors {

    private VirtualMachineErrors() {}

    static AzureException missing(String parameter) {
        return new AzureException(400, "InvalidParameter", "Required parameter '" + parameter + "' is missing (null).")
                .withTarget(parameter);
    }

    static AzureException invalid(String parameter, String why) {
        return ArmErrors.invalidParameter(parameter, why);
    }
}
