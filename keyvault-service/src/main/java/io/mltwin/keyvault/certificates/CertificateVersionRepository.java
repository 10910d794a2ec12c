package io.mltwin.keyvault.certificates;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Versions of certificates. */
@ApplicationScoped
class CertificateVersionRepository
        implements PanacheRepositoryBase<CertificateVersionEntity, UUID> {

    private static final String LATEST =
            "sequence = (select max(other.sequence) from CertificateVersionEntity other where other.certificate = v.certificate)";

    CertificateVersionEntity latest(CertificateEntity certificate) {
        return find("certificate = ?1 order by sequence desc", certificate).firstResult();
    }

    /** The version, or null. */
    CertificateVersionEntity byVersion(CertificateEntity certificate, String version) {
        return find("certificate = ?1 and version = ?2", certificate, version).firstResult();
    }

    /** The latest version of each active certificate after a name, in order of names. */
    List<CertificateVersionEntity> latestAfter(UUID vaultId, String nameKey, int most) {
        return find(
                        "from CertificateVersionEntity v join fetch v.certificate s where s.vaultId = ?1 and s.deletedAt is null"
                                + " and s.nameKey > ?2 and v."
                                + LATEST
                                + " order by s.nameKey",
                        vaultId,
                        nameKey)
                .page(0, most)
                .list();
    }

    /** Versions of a certificate after a sequence number, oldest first. */
    List<CertificateVersionEntity> after(CertificateEntity certificate, long sequence, int most) {
        return find("certificate = ?1 and sequence > ?2 order by sequence", certificate, sequence)
                .page(0, most)
                .list();
    }
}
