package io.mltwin.keyvault.certificates;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The last order of a certificate; the private half that waits is encrypted. */
@Entity
@Table(name = "certificate_order")
class CertificateOrderEntity {

    private static final String FORGOTTEN = "forgotten";

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

    /** Of the certificate that it makes. */
    String version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "cancellation_requested")
    boolean cancellationRequested;

    /** Nobody sees the order any more, but the certificate that it did not make. */
    void forget() {
        status = FORGOTTEN;
        privateKey = null;
    }

    boolean isForgotten() {
        return status.equals(FORGOTTEN);
    }
}
