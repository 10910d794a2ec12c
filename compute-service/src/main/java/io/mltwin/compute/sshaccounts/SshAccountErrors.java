package io.mltwin.compute.sshaccounts;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;

/** Refusals of SSH accounts; none repeats a password or a key. */
final class SshAccountErrors {

    private static final String PROPERTIES = "properties.properties.";

    private SshAccountErrors() {}

    /**
     * Refuses a malformed account.
     *
     * @param field with a leading full stop, or empty for the whole
     * @param what it must be, with a full stop
     */
    static AzureException invalid(String field, String what) {
        String target = PROPERTIES + SshAccountRequest.FIELD + field;
        return ArmErrors.invalidRequestContent(target + " must be " + what).withTarget(target);
    }

    static AzureException noSecret() {
        String target = PROPERTIES + SshAccountRequest.FIELD;
        return ArmErrors.invalidRequestContent(target + " needs adminUserPassword or adminUserSshPublicKey, or both.")
                .withTarget(target);
    }

    static AzureException localAuthDisabled() {
        return ArmErrors.invalidRequestContent("properties.disableLocalAuth is true, and an SSH account is local"
                        + " authentication: set it to false, or leave "
                        + PROPERTIES
                        + SshAccountRequest.FIELD
                        + " out.")
                .withTarget("properties.disableLocalAuth");
    }

    static AzureException cannotChange(String field) {
        String target = PROPERTIES + field;
        return ArmErrors.invalidRequestContent(target
                        + " of an existing cluster cannot be changed: delete the cluster,"
                        + " and make it again.")
                .withTarget(target);
    }
}
