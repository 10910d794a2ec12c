package io.mltwin.keyvault.certificates;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** The last order of a certificate; the private half of a pending one is encrypted. */
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

    /** The version of the certificate that it makes. */
    String version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "cancellation_requested")
    boolean cancellationRequested;

    /** Hides the order; the certificate that it did not make stays. */
    void forget() {
        status = FORGOTTEN;
        privateKey = null;
    }

    boolean isForgotten() {
        return status.equals(FORGOTTEN);
    }
}
