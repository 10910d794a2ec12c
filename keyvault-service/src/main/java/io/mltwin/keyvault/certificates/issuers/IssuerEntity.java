package io.mltwin.keyvault.certificates.issuers;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A certification authority of a vault; account and people are ciphertext. */
@Entity
@Table(name = "certificate_issuer")
class IssuerEntity {

    @Id
    UUID id;

    UUID vaultId;

    String name;

    String nameKey;

    byte[] details;
    boolean enabled;

    Instant createdAt;

    Instant updatedAt;
}
