package io.mltwin.workspace.machinelearning;

import io.mltwin.access.PemKeys;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/**
 * The private halves of workspaces' identities, wrapped; only through here can anyone act as a
 * workspace.
 */
@Singleton
public class WorkspaceIdentities {

    private static final String CONTEXT = "workspace-identity:";

    private final RootKeys rootKeys;
    private final Tokens tokens;

    public WorkspaceIdentities(RootKeys rootKeys, Tokens tokens) {
        this.rootKeys = rootKeys;
        this.tokens = tokens;
    }

    public byte[] wrap(Workspace workspace, PrivateKey key) {
        return rootKeys.wrap(
                PemKeys.toPem(key).getBytes(StandardCharsets.UTF_8), CONTEXT + workspace.key());
    }

    public PrivateKey unwrap(Workspace workspace) {
        byte[] pem = rootKeys.unwrap(workspace.identity().wrappedKey(), CONTEXT + workspace.key());
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    /**
     * A token of the workspace's identity for a resource such as {@code https://storage.azure.com}.
     */
    public Tokens.AccessToken token(Workspace workspace, String resource) {
        if (!workspace.identity().isRegistered()) {
            throw new AzureFault(
                    409,
                    "IdentityNotFound",
                    "The workspace '" + workspace.id().name() + "' has no identity yet.");
        }
        return tokens.as(
                workspace.identity().clientId(), workspace.tenantId(), unwrap(workspace), resource);
    }
}
