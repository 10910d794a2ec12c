package io.mltwin.keyvault.audit;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operation on a vault itself, which comes through Azure Resource Manager, under Azure's name of
 * it (Key Vault logging): access policies are changed by a {@code VaultPatch}. Keys and secrets
 * that are written there count too.
 *
 * @param vaultId ARM id as the path has it
 */
record ControlPlaneOperation(String name, String vaultId, String vaultName) {

    static final String PREFIX = "/provider/";

    private static final Pattern VAULT = AsciiCase.pattern(
            "/provider(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.KeyVault/vaults/([^/]+))"
                    + "(?:(/accessPolicies/(?:add|replace|remove))|/(keys|secrets)/[^/]+)?/?");

    /** Finds the operation of a method and an internal path, or null. */
    static ControlPlaneOperation of(String method, String path) {
        Matcher vault = VAULT.matcher(path);
        if (!vault.matches()) {
            return null;
        }
        if (vault.group(4) != null) {
            String written = written(method, vault.group(4));
            return written == null ? null : new ControlPlaneOperation(written, vault.group(1), vault.group(2));
        }
        boolean policies = vault.group(3) != null;
        String name = switch (AsciiCase.upper(method)) {
            case "GET", "HEAD" -> policies ? null : "VaultGet";
            case "PUT" -> policies ? "VaultPatch" : "VaultPut";
            case "PATCH" -> policies ? null : "VaultPatch";
            case "DELETE" -> policies ? null : "VaultDelete";
            default -> null;
        };
        return name == null ? null : new ControlPlaneOperation(name, vault.group(1), vault.group(2));
    }

    /** Names the write of a key or secret by a template like the same write in the vault. */
    private static String written(String method, String what) {
        boolean secrets = AsciiCase.equal(what, "secrets");
        return switch (AsciiCase.upper(method)) {
            case "PUT" -> secrets ? "SecretSet" : "KeyCreate";
            case "PATCH" -> secrets ? "SecretUpdate" : null;
            default -> null;
        };
    }
}
