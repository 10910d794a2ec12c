/**
 * The SSH account of the nodes of an AmlCompute cluster: what a request may ask for, and the secret
 * in the workspace's key vault. Uses workspaces alone. Start reading at {@link
 * io.mltwin.compute.sshaccounts.SshAccounts}.
 */
package io.mltwin.compute.sshaccounts;
