package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ManageableObject;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A secret's name in its vault. */
@Entity
@Table(name = "secret")
class SecretEntity extends ManageableObject {}
