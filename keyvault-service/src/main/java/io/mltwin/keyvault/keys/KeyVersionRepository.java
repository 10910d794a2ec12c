package io.mltwin.keyvault.keys;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Versions of keys. */
@ApplicationScoped
class KeyVersionRepository implements PanacheRepositoryBase<KeyVersionEntity, UUID> {

    private static final String LATEST =
            "sequence = (select max(other.sequence) from KeyVersionEntity other where other.key = v.key)";

    KeyVersionEntity latest(KeyEntity key) {
        return find("key = ?1 order by sequence desc", key).firstResult();
    }

    /** The version, or null. */
    KeyVersionEntity byVersion(KeyEntity key, String version) {
        return find("key = ?1 and version = ?2", key, version).firstResult();
    }

    /** The latest version of each active key after a name, in order of names. */
    List<KeyVersionEntity> latestAfter(UUID vaultId, String nameKey, int most) {
        return find(
                        "from KeyVersionEntity v join fetch v.key s where s.vaultId = ?1 and s.deletedAt is null"
                                + " and s.nameKey > ?2 and v."
                                + LATEST
                                + " order by s.nameKey",
                        vaultId,
                        nameKey)
                .page(0, most)
                .list();
    }

    /** Versions of a key after a sequence number, oldest first. */
    List<KeyVersionEntity> after(KeyEntity key, long sequence, int most) {
        return find("key = ?1 and sequence > ?2 order by sequence", key, sequence)
                .page(0, most)
                .list();
    }
}
