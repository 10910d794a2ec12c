package io.mltwin.compute.sshaccounts;

/** The secret of an account in the vault, as JSON. */
record SshAccountSecret(String adminUserName, String adminUserPassword, String adminUserSshPublicKey) {

    @Override
    public String toString() {
        return "SSH account " + adminUserName;
    }
}
