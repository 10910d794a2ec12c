package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.ObjectVersion;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** One X.509 certificate, DER. */
@Entity
@Table(name = "certificate_version")
class CertificateVersionEntity extends ObjectVersion {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "certificate_id")
    CertificateEntity owner;

    byte[] content;
}
