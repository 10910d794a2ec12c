package io.mltwin.compute.sshaccounts;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

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
        return invalidRequestContent("%s must be %s", target, what).withTarget(target);
    }

    static AzureException noSecret() {
        String target = PROPERTIES + SshAccountRequest.FIELD;
        return invalidRequestContent(target + " needs adminUserPassword or adminUserSshPublicKey, or both.")
                .withTarget(target);
    }

    static AzureException localAuthDisabled() {
        return invalidRequestContent(
                        "properties.disableLocalAuth is true, and an SSH account is local authentication: set it to false,"
                                + " or leave %s%s out.",
                        PROPERTIES, SshAccountRequest.FIELD)
                .withTarget("properties.disableLocalAuth");
    }

    static AzureException cannotChange(String field) {
        String target = PROPERTIES + field;
        return invalidRequestContent(
                        "%s of an existing cluster cannot be changed: delete the cluster, and make it again.", target)
                .withTarget(target);
    }
}
