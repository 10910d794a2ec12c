package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** A permission on a vault's objects, as access policies and as Azure RBAC name it. */
public enum VaultPermission {
    KEY_GET(Kind.KEYS, "get", "keys/read"),
    KEY_LIST(Kind.KEYS, "list", "keys/read"),
    KEY_CREATE(Kind.KEYS, "create", "keys/create/action"),
    KEY_IMPORT(Kind.KEYS, "import", "keys/import/action"),
    KEY_UPDATE(Kind.KEYS, "update", "keys/update/action"),
    KEY_DELETE(Kind.KEYS, "delete", "keys/delete"),
    KEY_RECOVER(Kind.KEYS, "recover", "keys/recover/action"),
    KEY_PURGE(Kind.KEYS, "purge", "keys/purge/action"),
    KEY_BACKUP(Kind.KEYS, "backup", "keys/backup/action"),
    KEY_RESTORE(Kind.KEYS, "restore", "keys/restore/action"),
    KEY_ENCRYPT(Kind.KEYS, "encrypt", "keys/encrypt/action"),
    KEY_DECRYPT(Kind.KEYS, "decrypt", "keys/decrypt/action"),
    KEY_WRAP(Kind.KEYS, "wrapKey", "keys/wrap/action"),
    KEY_UNWRAP(Kind.KEYS, "unwrapKey", "keys/unwrap/action"),
    KEY_SIGN(Kind.KEYS, "sign", "keys/sign/action"),
    KEY_VERIFY(Kind.KEYS, "verify", "keys/verify/action"),
    KEY_ROTATE(Kind.KEYS, "rotate", "keys/rotate/action"),
    KEY_GET_ROTATION_POLICY(Kind.KEYS, "getrotationpolicy", "keyrotationpolicies/read"),
    KEY_SET_ROTATION_POLICY(Kind.KEYS, "setrotationpolicy", "keyrotationpolicies/write"),

    SECRET_GET(Kind.SECRETS, "get", "secrets/getSecret/action"),
    SECRET_LIST(Kind.SECRETS, "list", "secrets/readMetadata/action"),
    SECRET_SET(Kind.SECRETS, "set", "secrets/setSecret/action"),
    SECRET_UPDATE(Kind.SECRETS, "set", "secrets/update/action"),
    SECRET_DELETE(Kind.SECRETS, "delete", "secrets/delete"),
    SECRET_GET_DELETED(Kind.SECRETS, "get", "secrets/readMetadata/action"),
    SECRET_BACKUP(Kind.SECRETS, "backup", "secrets/backup/action"),
    SECRET_RESTORE(Kind.SECRETS, "restore", "secrets/restore/action"),
    SECRET_RECOVER(Kind.SECRETS, "recover", "secrets/recover/action"),
    SECRET_PURGE(Kind.SECRETS, "purge", "secrets/purge/action"),

    CERTIFICATE_GET(Kind.CERTIFICATES, "get", "certificates/read"),
    CERTIFICATE_LIST(Kind.CERTIFICATES, "list", "certificates/read"),
    CERTIFICATE_CREATE(Kind.CERTIFICATES, "create", "certificates/create/action"),
    CERTIFICATE_IMPORT(Kind.CERTIFICATES, "import", "certificates/import/action"),
    CERTIFICATE_UPDATE(Kind.CERTIFICATES, "update", "certificates/update/action"),
    CERTIFICATE_DELETE(Kind.CERTIFICATES, "delete", "certificates/delete"),
    CERTIFICATE_RECOVER(Kind.CERTIFICATES, "recover", "certificates/recover/action"),
    CERTIFICATE_PURGE(Kind.CERTIFICATES, "purge", "certificates/purge/action"),
    CERTIFICATE_BACKUP(Kind.CERTIFICATES, "backup", "certificates/backup/action"),
    CERTIFICATE_RESTORE(Kind.CERTIFICATES, "restore", "certificates/restore/action"),
    CERTIFICATE_MANAGE_CONTACTS(Kind.CERTIFICATES, "managecontacts", "certificatecontacts/write"),
    CERTIFICATE_GET_ISSUERS(Kind.CERTIFICATES, "getissuers", "certificatecas/read"),
    CERTIFICATE_LIST_ISSUERS(Kind.CERTIFICATES, "listissuers", "certificatecas/read"),
    CERTIFICATE_SET_ISSUERS(Kind.CERTIFICATES, "setissuers", "certificatecas/write"),
    CERTIFICATE_DELETE_ISSUERS(Kind.CERTIFICATES, "deleteissuers", "certificatecas/delete");

    private final Kind kind;
    private final String verb;
    private final String action;

    VaultPermission(Kind kind, String verb, String action) {
        this.kind = kind;
        this.verb = verb;
        this.action = action;
    }

    public Kind kind() {
        return kind;
    }

    /** Verb of an access policy, {@code get}. */
    public String verb() {
        return verb;
    }

    /** Data action of Azure RBAC. */
    public String dataAction() {
        return "Microsoft.KeyVault/vaults/" + action;
    }
}
