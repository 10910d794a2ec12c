package io.mltwin.keyvault.certificates.issuers;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The contacts of a vault, ciphertext. */
@Entity
@Table(name = "certificate_contacts")
class ContactsEntity {

    @Id
    UUID vaultId;

    byte[] contacts;
}
