package io.mltwin.keyvault.secrets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One value of a secret, encrypted under the vault's data key. */
@Entity
@Table(name = "secret_version")
class SecretVersionEntity {

    @Id UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "secret_id")
    SecretEntity secret;

    @Column(insertable = false, updatable = false)
    Long sequence;

    String version;
    byte[] value;

    @Column(name = "content_type")
    String contentType;

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
