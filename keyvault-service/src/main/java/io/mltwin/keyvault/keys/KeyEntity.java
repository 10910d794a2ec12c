package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.VaultObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A key's name in its vault. */
@Entity
@Table(name = "vault_key")
class KeyEntity extends VaultObject {

    /** True for the key of a certificate. */
    boolean managed;

    /** JSON, null for the default. */
    @Column(name = "rotation_policy")
    String rotationPolicy;
}
