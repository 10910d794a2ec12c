package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** A permission on a vault's objects, as access policies and as Azure RBAC name it. */
public interface VaultPermission {

    Kind kind();

    /** Verb of an access policy, {@code get}. */
    String verb();

    /** Data action of Azure RBAC. */
    String dataAction();
}
