package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** The permissions on certificates. */
public enum CertificatePermission implements VaultPermission {
    GET("get", "certificates/read"),
    LIST("list", "certificates/read"),
    CREATE("create", "certificates/create/action"),
    IMPORT("import", "certificates/import/action"),
    UPDATE("update", "certificates/update/action"),
    DELETE("delete", "certificates/delete"),
    RECOVER("recover", "certificates/recover/action"),
    PURGE("purge", "certificates/purge/action"),
    BACKUP("backup", "certificates/backup/action"),
    RESTORE("restore", "certificates/restore/action"),
    MANAGE_CONTACTS("managecontacts", "certificatecontacts/write"),
    GET_ISSUERS("getissuers", "certificatecas/read"),
    LIST_ISSUERS("listissuers", "certificatecas/read"),
    SET_ISSUERS("setissuers", "certificatecas/write"),
    DELETE_ISSUERS("deleteissuers", "certificatecas/delete");

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
        return "Microsoft.KeyVault/vaults/" + action;
    }
}
