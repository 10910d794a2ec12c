package io.mltwin.scoring.models.assets;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/**
 * Counts versions: 1, 2, … for each name, none given twice, also not to two at once or after a
 * deletion.
 */
@ApplicationScoped
public class VersionCounter {

    private final EntityManager database;

    public VersionCounter(EntityManager database) {
        this.database = database;
    }

    /**
     * Returns the next version, within the caller's transaction: others who ask for the same name
     * wait for its end.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int next(String kind, String workspaceKey, String name) {
        Number version =
                (Number)
                        database.createNativeQuery(
                                        "insert into version_counter (id, last_version) values (:id, 1) on conflict (id)"
                                                + " do update set last_version = version_counter.last_version + 1 returning last_version")
                                .setParameter("id", kind + "|" + workspaceKey + "|" + name)
                                .getSingleResult();
        return version.intValue();
    }
}
