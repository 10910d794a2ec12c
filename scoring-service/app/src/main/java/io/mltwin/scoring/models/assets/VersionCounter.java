package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Queries;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts versions: 1, 2, … for each name, none given twice, also not to two at once or after a
 * deletion.
 */
@ApplicationScoped
public class VersionCounter {

    /** The kinds that are counted. */
    private static final List<String> KINDS = List.of("model", "image");

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
        Number version = (Number) Queries.sql(
                        database,
                        "insert into version_counter (id, last_version) values (?1, 1) on conflict (id)"
                                + " do update set last_version = version_counter.last_version + 1 returning last_version",
                        kind + "|" + workspaceKey + "|" + name)
                .getSingleResult();
        return version.intValue();
    }

    /** Notes a version that its client numbered, so that it is not given to another one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(String kind, String workspaceKey, String name, int version) {
        Queries.sql(
                        database,
                        "insert into version_counter (id, last_version) values (?1, ?2) on conflict (id)"
                                + " do update set last_version = greatest(version_counter.last_version, ?2)",
                        kind + "|" + workspaceKey + "|" + name,
                        version)
                .executeUpdate();
    }

    /** Counts from 1 again for all names of a workspace that is deleted. */
    @Transactional(Transactional.TxType.MANDATORY)
    void deleteAll(@Observes WorkspaceDeleted workspace) {
        for (String kind : KINDS) {
            Queries.sql(
                            database,
                            "delete from version_counter where starts_with(id, ?1)",
                            kind + "|" + workspace.workspaceKey() + "|")
                    .executeUpdate();
        }
    }

    /** Returns the last versions that were given, by name; a name without one is missing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<String, Integer> last(String kind, String workspaceKey) {
        String prefix = kind + "|" + workspaceKey + "|";
        List<?> rows = Queries.sql(
                        database, "select id, last_version from version_counter where starts_with(id, ?1)", prefix)
                .getResultList();
        Map<String, Integer> last = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            last.put(((String) columns[0]).substring(prefix.length()), ((Number) columns[1]).intValue());
        }
        return last;
    }
}
