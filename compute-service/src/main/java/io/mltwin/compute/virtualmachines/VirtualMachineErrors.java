package io.mltwin.compute.virtualmachines;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;

/** Error codes of Microsoft.Compute. */
final class VirtualMachineErrors {

    private VirtualMachineErrors() {}

    static AzureFault missing(String parameter) {
        return new AzureFault(
                        400,
                        "InvalidParameter",
                        "Required parameter '" + parameter + "' is missing (null).")
                .withTarget(parameter);
    }

    static AzureFault invalid(String parameter, String why) {
        return new AzureFault(
                        400,
                        "InvalidParameter",
                        "The value of parameter '" + parameter + "' is invalid: " + why)
                .withTarget(parameter);
    }

    static AzureFault changeNotAllowed(String property) {
        return new AzureFault(
                        409,
                        "PropertyChangeNotAllowed",
                        "Changing property '" + property + "' is not allowed.")
                .withTarget(property);
    }

    static AzureFault otherLocation(ArmResourceId id, String there, String given) {
        return new AzureFault(
                409,
                "InvalidResourceLocation",
                "The resource '"
                        + id.name()
                        + "' already exists in location '"
                        + there
                        + "' in resource group '"
                        + id.resourceGroup()
                        + "'. A resource with the same name cannot be created in location '"
                        + given
                        + "'. Please select a new resource name.");
    }
}
