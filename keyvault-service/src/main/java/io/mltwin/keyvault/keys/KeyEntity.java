package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ManageableObject;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A key's name in its vault. */
@Entity
@Table(name = "vault_key")
class KeyEntity extends ManageableObject {

    /** JSON, null for the default. */
    String rotationPolicy;
}
