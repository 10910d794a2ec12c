package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeIdentities;
import io.mltwin.compute.computetargets.ComputeIdentity;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.execution.RunRequirements.JobIdentity;
import io.mltwin.compute.execution.SubmittedJobs;
import io.mltwin.compute.sshaccounts.SshAccounts.SshAccount;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Tokens of managed identities for nodes. A node's own work, fetching code and storing outputs, is
 * done as the workspace (seed: "Machine Learning Compute, accessed through the workspace's managed
 * identity"); the script of a run acts as an identity of the cluster where the cluster has any,
 * else as the workspace, or as nobody, as its job says. A node on an attached machine, which is the
 * customer's, speaks for nobody.
 */
@Singleton
record NodeIdentities(
        ComputeIdentities computes, WorkspaceClient workspaces, SubmittedJobs jobs, ComputeTargets targets) {

    private static final String STORAGE = "https://storage.azure.com";

    /** Which identity is wanted, in one of Azure's ways; nulls for the default one. */
    record Selector(String clientId, String objectId, String resourceId) {

        ComputeIdentity choose(List<ComputeIdentity> identities) {
            List<ComputeIdentity> matching =
                    identities.stream().filter(this::matches).toList();
            if (matching.size() == 1) {
                return matching.get(0);
            }
            throw badRequest(
                    "invalid_request",
                    matching.isEmpty()
                            ? "Identity not found"
                            : "Multiple user assigned identities exist, please specify the"
                                    + " clientId / resourceId of the identity in the token request");
        }

        boolean matches(ComputeIdentity identity) {
            return matches(clientId, identity.clientId())
                    && matches(objectId, identity.objectId())
                    && matches(resourceId, identity.resourceId());
        }

        private static boolean matches(String wanted, String actual) {
            return isBlank(wanted) || AsciiCase.equal(wanted, actual);
        }
    }

    /**
     * A token for the script of the node's run.
     *
     * @throws AzureException 400 for a resource that no token is issued for or an identity that the
     *     node does not have, 403 when the node has no run
     */
    IdentityTokenBody tokenOfRun(Node node, String resource, Selector selector) {
        if (node.runId() == null) {
            throw forbidden("NoRun", "The node has no run, and only a run has an identity.");
        }
        badRequestIf(isBlank(resource), "invalid_resource", "AADSTS50001: the parameter resource is missing.");
        badRequestIf(NodeIds.isOnMachine(node.nodeId()), "invalid_request", "Identity not found");
        List<ComputeIdentity> own = computes.of(node.computeId());
        ComputeIdentity identity = selector.choose(permitted(node, own.isEmpty() ? List.of(ofWorkspace(node)) : own));
        AccessToken token = own.isEmpty()
                ? workspaces.identityToken(node.workspaceArmId(), resource)
                : computes.token(node.computeId(), identity, resource);
        return body(token, identity.clientId(), resource);
    }

    /** The identities that the job of the node's run lets its script act as. */
    private List<ComputeIdentity> permitted(Node node, List<ComputeIdentity> all) {
        Optional<JobIdentity> wanted = jobs.identity(node.workspaceId(), node.runId());
        if (wanted.isEmpty()) {
            return all;
        }
        return wanted.get().kind() == JobIdentity.Kind.AML_TOKEN
                ? List.of()
                : all.stream()
                        .filter(one -> wanted.get().matches(one.clientId(), one.objectId(), one.resourceId()))
                        .toList();
    }

    /**
     * A token for the node's own calls of the workspace's storage account.
     *
     * @throws AzureException 403 for a node on an attached machine
     */
    IdentityTokenBody tokenForStorage(Node node) {
        return tokenOfWorkspace(node, STORAGE);
    }

    /**
     * A token for the node's own calls of the workspace's key vault, while it has a run or an SSH
     * account, in a workspace for data of high business impact.
     *
     * @param audience of all vaults
     * @throws AzureException 403 for another node
     */
    IdentityTokenBody tokenForVault(Node node, String audience) {
        if (node.runId() == null && !hasLogin(node)) {
            throw forbidden("NoRun", "The node has no run, and only a run or an SSH account has secrets.");
        }
        if (!workspaces.require(ArmResourceId.parse(node.workspaceArmId())).hbiWorkspace()) {
            throw forbidden("NoSecret", "A node of this workspace is told signatures and tokens, not secrets.");
        }
        return tokenOfWorkspace(node, audience);
    }

    private boolean hasLogin(Node node) {
        return targets.sshAccount(node.computeId())
                .filter(SshAccount::isPortOpen)
                .isPresent();
    }

    private IdentityTokenBody tokenOfWorkspace(Node node, String resource) {
        if (NodeIds.isOnMachine(node.nodeId())) {
            throw forbidden("NoManagedIdentity", "An attached machine does not act as the workspace's identity.");
        }
        return body(
                workspaces.identityToken(node.workspaceArmId(), resource),
                ofWorkspace(node).clientId(),
                resource);
    }

    private ComputeIdentity ofWorkspace(Node node) {
        Workspace workspace = workspaces.require(ArmResourceId.parse(node.workspaceArmId()));
        return new ComputeIdentity(
                workspace.id(), workspace.identityObjectId(), workspace.identityClientId(), workspace.tenantId());
    }

    private static IdentityTokenBody body(AccessToken token, String clientId, String resource) {
        return new IdentityTokenBody(token.value(), clientId, Long.toString(token.expiresOn()), resource, "Bearer");
    }

    /**
     * A token of a managed identity, in the form of Azure's identity endpoints.
     *
     * @param expiresOn epoch seconds
     */
    public record IdentityTokenBody(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("client_id") String clientId,
            @JsonProperty("expires_on") String expiresOn,
            String resource,
            @JsonProperty("token_type") String tokenType) {
        @Override
        public String toString() {
            return "token for " + resource;
        }
    }
}
