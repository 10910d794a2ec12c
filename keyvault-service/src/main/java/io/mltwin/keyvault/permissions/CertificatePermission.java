package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** What can be done with certificates. */
public enum CertificatePermission implements VaultPermission {
    GET("get", "read"),
    LIST("list", "read"),
    CREATE("create", "create/action"),
    IMPORT("import", "import/action"),
    UPDATE("update", "update/action"),
    DELETE("delete", "delete"),
    RECOVER("recover", "recover/action"),
    PURGE("purge", "purge/action");

    private final String verb;
    private final String action;

    CertificatePermission(String verb, String action) {
        this.verb = verb;
        this.action = action;
    }

    @Override
    public Kind kind() {
        return Kind.CERTIFICATES;
    }

    @Override
    public String verb() {
        return verb;
    }

    @Override
    public String dataAction() {
        return "Microsoft.KeyVault/vaults/certificates/" + action;
    }
}
