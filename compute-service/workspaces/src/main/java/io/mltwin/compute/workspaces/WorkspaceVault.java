package io.mltwin.compute.workspaces;

import static io.mltwin.compute.workspaces.VaultErrors.gone;

import io.mltwin.armweb.AzureException;
import io.mltwin.managedidentities.IdentityVault;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.net.URI;

/**
 * The workspace's key vault, opened as the workspace's identity. Each method throws an {@link
 * AzureException} 502 {@code KeyVaultError} where the vault is gone or refuses, and 503 where it
 * does not answer.
 */
@Singleton
public record WorkspaceVault(IdentityVault vault, WorkspaceClient workspaces, Addresses addresses) {

    public void set(Workspace workspace, String name, String value, String contentType) {
        vault.set(credential(workspace), name, value, contentType);
    }

    public String get(Workspace workspace, String name) {
        return vault.get(credential(workspace), name);
    }

    public void remove(Workspace workspace, String name) {
        vault.remove(credential(workspace), name);
    }

    /**
     * Returns the host at which the vault's secrets are read, with its port if it has one.
     *
     * @throws AzureException 502 {@code KeyVaultError} where the vault is gone
     */
    public static String requireHost(Workspace workspace) {
        return URI.create(requireUri(workspace)).getAuthority();
    }

    private IdentityVault.Credential credential(Workspace workspace) {
        String audience = addresses.vaultAudience();
        return new IdentityVault.Credential(
                requireUri(workspace),
                () -> workspaces.identityToken(workspace.id(), audience).value(),
                () -> workspaces.forgetToken(workspace.id(), audience),
                VaultErrors::refusedByWorkspace);
    }

    private static String requireUri(Workspace workspace) {
        if (workspace.vaultUri() == null) {
            throw gone(workspace.name());
        }
        return workspace.vaultUri();
    }
}
