package io.mltwin.scoring.registries;

import io.mltwin.armweb.AzureFault;

/** Errors of Microsoft.ContainerRegistry's control plane. */
final class RegistryErrors {

    private RegistryErrors() {}

    static AzureFault nameTaken(String name) {
        return new AzureFault(
                409,
                "AlreadyInUse",
                "The registry DNS name "
                        + name
                        + " is already in use. Use checkNameAvailability to find a free one.");
    }

    static AzureFault adminUserDisabled(String armId) {
        return new AzureFault(
                400,
                "UnAuthorizedForCredentialOperations",
                "Cannot perform credential operations for "
                        + armId
                        + " as admin user is disabled. Kindly enable the admin user (properties.adminUserEnabled) first.");
    }

    static AzureFault unknownPassword(String name) {
        return new AzureFault(
                400,
                "InvalidPasswordName",
                "The password name '" + name + "' is neither 'password' nor 'password2'.");
    }
}
