package io.mltwin.node.login;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The account that opens a node by SSH, as the secret in the workspace's key vault has it.
 *
 * @param adminUserPassword or null
 * @param adminUserSshPublicKey in OpenSSH's form, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LoginAccount(String adminUserName, String adminUserPassword, String adminUserSshPublicKey) {

    @Override
    public String toString() {
        return "SSH account " + adminUserName;
    }
}
