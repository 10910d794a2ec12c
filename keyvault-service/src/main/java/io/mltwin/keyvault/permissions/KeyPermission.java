package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** The permissions on keys. */
public enum KeyPermission implements VaultPermission {
    GET("get", "keys/read"),
    LIST("list", "keys/read"),
    CREATE("create", "keys/create/action"),
    IMPORT("import", "keys/import/action"),
    UPDATE("update", "keys/update/action"),
    DELETE("delete", "keys/delete"),
    RECOVER("recover", "keys/recover/action"),
    PURGE("purge", "keys/purge/action"),
    BACKUP("backup", "keys/backup/action"),
    RESTORE("restore", "keys/restore/action"),
    ENCRYPT("encrypt", "keys/encrypt/action"),
    DECRYPT("decrypt", "keys/decrypt/action"),
    WRAP("wrapKey", "keys/wrap/action"),
    UNWRAP("unwrapKey", "keys/unwrap/action"),
    SIGN("sign", "keys/sign/action"),
    VERIFY("verify", "keys/verify/action"),
    ROTATE("rotate", "keys/rotate/action"),
    GET_ROTATION_POLICY("getrotationpolicy", "keyrotationpolicies/read"),
    SET_ROTATION_POLICY("setrotationpolicy", "keyrotationpolicies/write");

    private final String verb;
    private final String action;

    KeyPermission(String verb, String action) {
        this.verb = verb;
        this.action = action;
    }

    @Override
    public Kind kind() {
        return Kind.KEYS;
    }

    @Override
    public String verb() {
        return verb;
    }

    @Override
    public String dataAction() {
        return "Microsoft.KeyVault/vaults/" + action;
    }
}
