package io.mltwin.keyvault.certificates;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
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
    UUID certificateId;

    String requestId;

    String status;
    byte[] csr;

    byte[] privateKey;

    String attributes;
    String tags;

    /** The version of the certificate that it makes. */
    String version;

    Instant createdAt;

    boolean cancellationRequested;

    /** Hides the order; the certificate that it did not make stays. */
    void forget() {
        status = FORGOTTEN;
        privateKey = null;
    }

    boolean isForgotten() {
        return status.equals(FORGOTTEN);
    }

    /** Orders by certificate. */
    @ApplicationScoped
    static class CertificateOrderRepository implements PanacheRepositoryBase<CertificateOrderEntity, UUID> {}
}
