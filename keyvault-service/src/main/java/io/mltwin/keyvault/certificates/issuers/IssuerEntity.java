package io.mltwin.keyvault.certificates.issuers;

import jakarta.persistence.Column;
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

    @Column(name = "vault_id")
    UUID vaultId;

    String name;

    @Column(name = "name_key")
    String nameKey;

    byte[] details;
    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;
}
