package io.mltwin.resourceprovider;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The table {@code resource_claim}. A claim that a crash left ends with the first claim of the same
 * replica after its restart, or after half a minute.
 */
@Singleton
class DatabaseClaimRows implements ClaimRows {

    private static final String CLAIM =
            "insert into resource_claim (key, token, held_until)"
                    + " values (?1, ?2, now() + interval '30 seconds')"
                    + " on conflict (key) do update"
                    + " set token = excluded.token, held_until = excluded.held_until"
                    + " where resource_claim.held_until < now()";
    private static final String RENEW =
            "update resource_claim set held_until = now() + interval '30 seconds'"
                    + " where key = ?1 and token = ?2";
    private static final String RELEASE =
            "delete from resource_claim where key = ?1 and token = ?2";

    private static final String FORGET = "delete from resource_claim where starts_with(token, ?1)";

    private final EntityManager rows;
    private final String owner;
    private boolean hasForgotten;

    /**
     * Claims of one replica.
     *
     * @param replica name of this process among those of its service; the same after a restart
     */
    DatabaseClaimRows(
            EntityManager rows,
            @ConfigProperty(name = "mltwin.replica", defaultValue = "main") String replica) {
        this.rows = rows;
        this.owner = replica + "/";
    }

    /** Before its first claim a process ends those that it left when it was killed. */
    @Override
    public boolean claim(String key, String token) {
        forgetEarlierClaims();
        return executeAlone(CLAIM, key, token);
    }

    private synchronized void forgetEarlierClaims() {
        if (!hasForgotten) {
            QuarkusTransaction.requiringNew()
                    .run(
                            () ->
                                    rows.createNativeQuery(FORGET)
                                            .setParameter(1, owner)
                                            .executeUpdate());
            hasForgotten = true;
        }
    }

    @Override
    public boolean renew(String key, String token) {
        return executeAlone(RENEW, key, token);
    }

    @Override
    public boolean confirm(String key, String token) {
        return execute(RELEASE, key, token);
    }

    @Override
    public void release(String key, String token) {
        executeAlone(RELEASE, key, token);
    }

    private boolean executeAlone(String statement, String key, String token) {
        return QuarkusTransaction.requiringNew().call(() -> execute(statement, key, token));
    }

    private boolean execute(String statement, String key, String token) {
        return rows.createNativeQuery(statement)
                        .setParameter(1, key)
                        .setParameter(2, owner + token)
                        .executeUpdate()
                > 0;
    }
}
