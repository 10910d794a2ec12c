package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** The permissions on secrets. */
public enum SecretPermission implements VaultPermission {
    GET("get", "getSecret/action"),
    LIST("list", "readMetadata/action"),
    SET("set", "setSecret/action"),
    UPDATE("set", "update/action"),
    DELETE("delete", "delete"),
    GET_DELETED("get", "readMetadata/action"),
    BACKUP("backup", "backup/action"),
    RESTORE("restore", "restore/action"),
    RECOVER("recover", "recover/action"),
    PURGE("purge", "purge/action");

    private final String verb;
    private final String action;

    SecretPermission(String verb, String action) {
        this.verb = verb;
        this.action = action;
    }

    @Override
    public Kind kind() {
        return Kind.SECRETS;
    }

    @Override
    public String verb() {
        return verb;
    }

    @Override
    public String dataAction() {
        return "Microsoft.KeyVault/vaults/secrets/" + action;
    }
}
