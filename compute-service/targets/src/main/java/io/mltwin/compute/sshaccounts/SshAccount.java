package io.mltwin.compute.sshaccounts;

/**
 * The SSH account of a cluster's nodes, without its secret.
 *
 * @param compute name of the cluster in lower case
 * @param isPortOpen whether nodes serve SSH
 */
public record SshAccount(String compute, String username, boolean isPortOpen) {}
