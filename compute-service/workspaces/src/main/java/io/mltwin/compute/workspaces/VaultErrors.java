package io.mltwin.compute.workspaces;

import io.mltwin.armweb.AzureException;
import io.mltwin.managedidentities.IdentityVault;

/** Refusals of key vaults that keep secrets for the caller; none is a refusal of the caller. */
public final class VaultErrors {

    private static final String CODE = "KeyVaultError";

    private VaultErrors() {}

    static AzureException gone(String workspace) {
        return broken("The key vault of the workspace '" + workspace + "' is gone.");
    }

    /** Anyone who may write to the workspace's vault can have stored any text. */
    public static AzureException malformed(String secret, String kind) {
        return broken("The secret '" + secret + "' in the workspace's key vault is no " + kind + ".");
    }

    static AzureException refusedByWorkspace(IdentityVault.Refusal refusal) {
        return refused(
                "The workspace's key vault",
                refusal,
                ". If the workspace's identity has lost its access, resyncKeys restores it.");
    }

    /** The vault of Microsoft's own subscription refuses. */
    public static AzureException refusedByMicrosoft(IdentityVault.Refusal refusal) {
        return refused("The vault of Azure Machine Learning", refusal, ".");
    }

    private static AzureException refused(String vault, IdentityVault.Refusal refusal, String end) {
        return new AzureException(
                refusal.status() == 503 ? 503 : 502,
                CODE,
                "%s answered %s with %s%s%s",
                vault,
                refusal.what(),
                refusal.status(),
                refusal.code() == null ? "" : " " + refusal.code(),
                end);
    }

    private static AzureException broken(String message) {
        return new AzureException(502, CODE, message);
    }
}
