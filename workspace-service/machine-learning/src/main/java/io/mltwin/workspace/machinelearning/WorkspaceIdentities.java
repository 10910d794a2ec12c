package io.mltwin.workspace.machinelearning;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.access.Tokens;
import io.mltwin.armweb.Caller;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.PemKeys;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/**
 * The private halves of workspaces' identities, wrapped; only through here can anyone act as a
 * workspace.
 */
@Singleton
public record WorkspaceIdentities(RootKeys rootKeys, Tokens tokens, HostedIdentities assigned) {
    private static final String CONTEXT = "workspace-identity:";
    private static final String MANAGEMENT = "https://management.azure.com";

    public byte[] wrap(Workspace workspace, PrivateKey key) {
        return rootKeys.wrap(PemKeys.toPem(key).getBytes(StandardCharsets.UTF_8), CONTEXT + workspace.key());
    }

    private PrivateKey unwrap(Workspace workspace) {
        byte[] pem = rootKeys.unwrap(workspace.ownIdentity().wrappedKey(), CONTEXT + workspace.key());
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    /**
     * A token of what the workspace acts as, its primary user-assigned identity or its own, for a
     * resource such as {@code https://storage.azure.com}.
     */
    public Tokens.AccessToken token(Workspace workspace, String resource) {
        if (workspace.identity().isUserAssigned()) {
            return token(workspace, workspace.identity().assigned(), resource);
        }
        if (!workspace.identity().isRegistered()) {
            throw conflict(
                    "IdentityNotFound",
                    "The workspace '%s' has no identity yet.",
                    workspace.id().name());
        }
        return tokens.as(workspace.identity().clientId(), workspace.tenantId(), unwrap(workspace), resource);
    }

    /**
     * Returns the identity of the workspace as a caller of Azure Resource Manager; only while there is a
     * token of it.
     */
    public Caller caller(Workspace workspace) {
        token(workspace, MANAGEMENT);
        return workspace.identity().caller(workspace.tenantId());
    }

    /** A token of the identity that opens the workspace's customer-managed key. */
    public Tokens.AccessToken tokenForKey(Workspace workspace, String resource) {
        if (workspace.customerKey() == null || workspace.customerKey().identity() == null) {
            throw conflict(
                    "IdentityNotFound",
                    "The workspace '%s' has no identity for a customer-managed key.",
                    workspace.id().name());
        }
        return token(workspace, workspace.customerKey().identity(), resource);
    }

    private Tokens.AccessToken token(Workspace workspace, HostedIdentity identity, String resource) {
        return assigned.token(workspace.id().toString(), identity, resource);
    }
}
