package io.mltwin.keyvault.objects;

import jakarta.persistence.MappedSuperclass;

/** A row of a secret or key, which a certificate of the same name may manage. */
@MappedSuperclass
public abstract class ManageableObject extends VaultObject {

    /** True for the secret or key of a certificate. */
    public boolean managed;
}
