package io.mltwin.keyvault.certificates;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The last order of a certificate; the private half that waits is encrypted. */
@Entity
@Table(name = "certificate_order")
class CertificateOrderEntity {

    @Id
    @Column(name = "certificate_id")
    UUID certificateId;

    @Column(name = "request_id")
    String requestId;

    String status;
    byte[] csr;

    @Column(name = "private_key")
    byte[] privateKey;

    String attributes;
    String tags;

    @Column(name = "cancellation_requested")
    boolean cancellationRequested;
}
