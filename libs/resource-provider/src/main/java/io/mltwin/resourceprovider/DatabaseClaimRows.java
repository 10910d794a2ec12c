package io.mltwin.resourceprovider;

import io.agroal.api.AgroalDataSource;
import io.mltwin.resourceprovider.ResourceClaims.ClaimRows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The table {@code resource_claim}, which is not logged: a claim that a crash of the database takes
 * fails its request, which cannot confirm it. Outside a transaction each statement stands alone, so
 * a claim costs one question to the database. A claim that a crash left ends with the first claim
 * of the same replica after its restart, or after half a minute.
 */
@Singleton
class DatabaseClaimRows implements ClaimRows {

    private static final String CLAIM = "insert into resource_claim (key, token, held_until)"
            + " values (?, ?, now() + interval '30 seconds')"
            + " on conflict (key) do update"
            + " set token = excluded.token, held_until = excluded.held_until"
            + " where resource_claim.held_until < now()";
    private static final String RENEW =
            "update resource_claim set held_until = now() + interval '30 seconds'" + " where key = ? and token = ?";
    private static final String RELEASE = "delete from resource_claim where key = ? and token = ?";

    private static final String FORGET = "delete from resource_claim where starts_with(token, ?)";

    private final AgroalDataSource database;
    private final String owner;
    private boolean hasForgotten;

    /**
     * Claims of one replica.
     *
     * @param replica name of this process among those of its service; the same after a restart
     */
    DatabaseClaimRows(
            AgroalDataSource database, @ConfigProperty(name = "mltwin.replica", defaultValue = "main") String replica) {
        this.database = database;
        this.owner = replica + "/";
    }

    /** Before its first claim a process ends those that it left when it was killed. */
    @Override
    public boolean claim(String key, String token) {
        forgetEarlierClaims();
        return execute(CLAIM, key, owner + token);
    }

    private synchronized void forgetEarlierClaims() {
        if (!hasForgotten) {
            execute(FORGET, owner);
            hasForgotten = true;
        }
    }

    @Override
    public boolean renew(String key, String token) {
        return execute(RENEW, key, owner + token);
    }

    @Override
    public boolean confirm(String key, String token) {
        return execute(RELEASE, key, owner + token);
    }

    @Override
    public void release(String key, String token) {
        execute(RELEASE, key, owner + token);
    }

    private boolean execute(String sql, String... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new IllegalStateException("A claim cannot be stored", e);
        }
    }
}
