package io.mltwin.compute.encryption;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The data key of each workspace's run history, wrapped under the root keys in the database. */
@Singleton
public class WorkspaceKeys implements Resettable {

    private final EntityManager database;
    private final RootKeys rootKeys;
    private final Clock clock;
    private final Map<String, DataKey> open = new ConcurrentHashMap<>();

    WorkspaceKeys(EntityManager database, RootKeys rootKeys, Clock clock) {
        this.database = database;
        this.rootKeys = rootKeys;
        this.clock = clock;
    }

    /** The key, made at first use. */
    public DataKey of(String workspaceId) {
        DataKey key = open.get(workspaceId);
        if (key == null) {
            byte[] wrapped = QuarkusTransaction.requiringNew().call(() -> stored(workspaceId));
            key = DataKeys.open(wrapped, rootKeys, context(workspaceId));
            open.put(workspaceId, key);
        }
        return key;
    }

    private byte[] stored(String workspaceId) {
        List<?> rows = select(workspaceId);
        if (rows.isEmpty()) {
            database.createNativeQuery(
                            "insert into workspace_key (workspace_id, wrapped, created) values (?1, ?2, ?3) on conflict do nothing")
                    .setParameter(1, workspaceId)
                    .setParameter(2, DataKeys.generate(rootKeys, context(workspaceId)))
                    .setParameter(3, clock.instant())
                    .executeUpdate();
            rows = select(workspaceId);
        }
        return (byte[]) rows.get(0);
    }

    private List<?> select(String workspaceId) {
        return database.createNativeQuery(
                        "select wrapped from workspace_key where workspace_id = ?1", byte[].class)
                .setParameter(1, workspaceId)
                .getResultList();
    }

    @Override
    public void clear() {
        open.clear();
    }

    private static String context(String workspaceId) {
        return "run-history:" + workspaceId;
    }
}
