package io.mltwin.compute.encryption;

import io.mltwin.compute.workspaces.Workspace.WorkspaceObserved;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.resourceprovider.Queries;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells in which store the documents of a workspace lie ("Enterprise security and governance",
 * Azure Cosmos DB): in the store that all workspaces share, or, with a customer-managed key, in one
 * of its own, which is a schema with a partition of each table. Nothing of such a workspace is ever
 * written elsewhere.
 */
@Singleton
public class DedicatedStores implements Resettable {

    static final String SHARED = "run_history_shared";
    private static final String PREFIX = "run_history_";
    private static final List<String> TABLES = List.of(
            "experiment",
            "run",
            "run_event",
            "metric",
            "metric_series",
            "snapshot",
            "datastore",
            "job",
            "environment",
            "asset",
            "asset_version",
            "orchestrated_run",
            "schedule",
            "batch_endpoint",
            "batch_deployment");
    private static final String SERIES = "metric_series";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final EntityManager database;
    private final BoundedMemory<String, Boolean> present = BoundedMemory.ofSmall(Duration.ofDays(1));
    private final StoreLocks locks;

    DedicatedStores(EntityManager database, StoreLocks locks) {
        this.database = database;
        this.locks = locks;
    }

    void seen(@Observes WorkspaceObserved event) {
        if (event.workspace().customerKey() != null) {
            ensure(event.workspace().workspaceId());
        }
    }

    private void ensure(String workspaceId) {
        if (!present.of(null).containsKey(workspaceId)) {
            locks.change(() -> create(workspaceId));
            present.of(null).put(workspaceId, true);
        }
    }

    private void create(String workspaceId) {
        execute("select 1 from pg_advisory_xact_lock(6)");
        String store = name(workspaceId);
        if (exists(store)) {
            return;
        }
        execute("create schema " + store);
        for (String table : TABLES) {
            execute("create table %s.%s partition of %s for values in ('%s')"
                    .formatted(store, table, table, workspaceId));
        }
    }

    /** With the workspace its store goes, in a transaction of its own. */
    void drop(String workspaceId) {
        present.of(null).remove(workspaceId);
        locks.change(() -> {
            if (exists(name(workspaceId))) {
                dropStore(name(workspaceId));
            }
        });
    }

    /** Runs before the experiments they refer to: what stays keeps its foreign keys. */
    private void dropStore(String store) {
        for (int i = TABLES.size() - 1; i >= 0; i--) {
            String table = TABLES.get(i);
            execute("alter table %s detach partition %s.%s".formatted(table, store, table));
            execute("drop table %s.%s".formatted(store, table));
        }
        execute("drop schema " + store);
    }

    /** Documents in a store, in the caller's transaction; a series only counts documents. */
    long documents(String store) {
        long sum = 0;
        for (String table : TABLES) {
            if (table.equals(SERIES)) {
                continue;
            }
            sum += ((Number) database.createNativeQuery("select count(*) from " + store + "." + table)
                            .getSingleResult())
                    .longValue();
        }
        return sum;
    }

    boolean exists(String store) {
        return !Queries.sql(database, "select 1 from pg_namespace where nspname = ?1", store)
                .getResultList()
                .isEmpty();
    }

    /** Schema of a workspace's own store. */
    static String name(String workspaceId) {
        if (!ID.matcher(workspaceId).matches()) {
            throw new IllegalArgumentException("'" + workspaceId + "' is no id of a workspace");
        }
        return PREFIX + workspaceId.replace('-', '_');
    }

    @Override
    public void refill() {
        stores().forEach(this::dropStore);
    }

    @Override
    public List<String> stores() {
        List<?> stores = Queries.sql(
                        database,
                        "select nspname from pg_namespace where nspname like ?1 and nspname <> ?2",
                        PREFIX.replace("_", "\\_") + "%",
                        SHARED)
                .getResultList();
        return stores.stream().map(String.class::cast).toList();
    }

    @Override
    public void makeStores(List<String> names) {
        names.forEach(store -> create(store.substring(PREFIX.length()).replace('_', '-')));
    }

    @Override
    public void clear() {
        present.clear();
    }

    private void execute(String statement) {
        if (statement.startsWith("select")) {
            database.createNativeQuery(statement).getResultList();
        } else {
            database.createNativeQuery(statement).executeUpdate();
        }
    }
}
