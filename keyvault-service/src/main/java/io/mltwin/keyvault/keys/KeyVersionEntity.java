package io.mltwin.keyvault.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One pair of a key; its private half is encrypted under the vault's data key. */
@Entity
@Table(name = "vault_key_version")
class KeyVersionEntity {

    @Id UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "key_id")
    KeyEntity key;

    @Column(insertable = false, updatable = false)
    Long sequence;

    String version;
    String kty;
    String curve;

    @Column(name = "key_size")
    Integer size;

    String operations;

    @Column(name = "public_key")
    byte[] publicKey;

    @Column(name = "private_key")
    byte[] privateKey;

    String tags;
    boolean enabled;

    @Column(name = "not_before")
    Instant notBefore;

    Instant expires;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;
}
