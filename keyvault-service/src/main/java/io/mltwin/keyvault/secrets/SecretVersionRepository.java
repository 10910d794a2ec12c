package io.mltwin.keyvault.secrets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Versions of secrets. */
@ApplicationScoped
class SecretVersionRepository implements PanacheRepositoryBase<SecretVersionEntity, UUID> {

    private static final String LATEST =
            "sequence = (select max(other.sequence) from SecretVersionEntity other where other.secret = v.secret)";

    SecretVersionEntity latest(SecretEntity secret) {
        return find("secret = ?1 order by sequence desc", secret).firstResult();
    }

    /** The version, or null. */
    SecretVersionEntity byVersion(SecretEntity secret, String version) {
        return find("secret = ?1 and version = ?2", secret, version).firstResult();
    }

    /** The latest version of each active secret after a name, in order of names. */
    List<SecretVersionEntity> latestAfter(UUID vaultId, String nameKey, int most) {
        return find(
                        "from SecretVersionEntity v join fetch v.secret s where s.vaultId = ?1 and s.deletedAt is null"
                                + " and s.nameKey > ?2 and v."
                                + LATEST
                                + " order by s.nameKey",
                        vaultId,
                        nameKey)
                .page(0, most)
                .list();
    }

    /** Versions of a secret after a sequence number, oldest first. */
    List<SecretVersionEntity> after(SecretEntity secret, long sequence, int most) {
        return find("secret = ?1 and sequence > ?2 order by sequence", secret, sequence)
                .page(0, most)
                .list();
    }
}
