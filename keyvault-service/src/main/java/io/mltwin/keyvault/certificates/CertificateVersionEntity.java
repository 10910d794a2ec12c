package io.mltwin.keyvault.certificates;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One X.509 certificate, DER. */
@Entity
@Table(name = "certificate_version")
class CertificateVersionEntity {

    @Id UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "certificate_id")
    CertificateEntity certificate;

    @Column(insertable = false, updatable = false)
    Long sequence;

    String version;
    byte[] content;
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
