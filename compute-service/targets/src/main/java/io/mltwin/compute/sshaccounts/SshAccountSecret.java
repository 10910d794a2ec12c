package io.mltwin.compute.sshaccounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** The secret of an account in the vault, as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record SshAccountSecret(String adminUserName, String adminUserPassword, String adminUserSshPublicKey) {

    @Override
    public String toString() {
        return "SSH account " + adminUserName;
    }
}
