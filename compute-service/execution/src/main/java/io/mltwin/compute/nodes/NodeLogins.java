package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.nodes.NodeEntity.NodeRepository;
import io.mltwin.compute.sshaccounts.SshAccounts;
import io.mltwin.compute.sshaccounts.SshAccounts.SshAccount;
import io.mltwin.compute.sshaccounts.SshAccounts.SshAccountAccess;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * The SSH accounts of nodes: what a node is told of the account of its cluster, and where it serves
 * it. A node on an attached machine, which is the customer's, has none of ours.
 */
@Singleton
class NodeLogins {

    private static final int LAST_PORT = 65535;
    private static final int LONGEST_ERROR = 1000;

    private final NodeRepository repository;
    private final ComputeTargets computes;
    private final SshAccounts accounts;
    private final WorkspaceClient workspaces;

    NodeLogins(NodeRepository repository, ComputeTargets computes, SshAccounts accounts, WorkspaceClient workspaces) {
        this.repository = repository;
        this.computes = computes;
        this.accounts = accounts;
        this.workspaces = workspaces;
    }

    /**
     * Returns what opens the node by SSH; empty where its cluster has no account, or the port of
     * its nodes is closed.
     *
     * @throws AzureException 502 or 503 when the workspace's vault refuses
     */
    Optional<SshAccountAccess> open(Node node) {
        return account(node)
                .map(account -> accounts.open(workspaces.require(ArmResourceId.parse(node.workspaceArmId())), account));
    }

    private Optional<SshAccount> account(Node node) {
        return NodeIds.isOnMachine(node.nodeId())
                ? Optional.empty()
                : computes.sshAccount(node.computeId()).filter(SshAccount::isPortOpen);
    }

    /**
     * Notes where the node serves SSH, or why it does not.
     *
     * @param port 1 to 65535, or null
     * @param error or null
     * @throws AzureException 400 for another port, 403 for a node without an account
     */
    @Transactional
    void note(Node node, Integer port, String error) {
        if (account(node).isEmpty()) {
            throw forbidden("NoSshAccount", "The node has no SSH account.");
        }
        badRequestIf(
                port == null ? error == null : port < 1 || port > LAST_PORT,
                "InvalidRequestContent",
                "Give port from 1 to %s, or error.",
                LAST_PORT);
        repository.lock(node.nodeId()).ifPresent(row -> {
            row.sshPort = port;
            row.sshError = port == null ? shorten(error) : null;
        });
    }

    private static String shorten(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }
}
