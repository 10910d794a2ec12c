package io.mltwin.keyvault.objects;

import io.mltwin.keyvault.vaults.Vault;

/** What manages keys and secrets of its name: certificates. */
public interface ManagedObjects {

    /**
     * A key or secret of this name is about to be looked at: what should have happened by now is
     * done, in the caller's transaction.
     */
    void bringUpToDate(Vault vault, ObjectName name);
}
