package io.mltwin.keyvault.objects;

import io.mltwin.keyvault.vaults.Vault;

/** Renews the certificate that manages a key or secret. */
public interface ManagedObjectRenewal {

    /**
     * Renews the certificate of this name if that is due, within the caller's transaction. It is
     * called before its key or secret is read.
     */
    void bringUpToDate(Vault vault, ObjectName name);
}
