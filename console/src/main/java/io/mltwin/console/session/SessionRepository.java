package io.mltwin.console.session;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Keeps the sessions; receipts go with theirs. */
@Singleton
record SessionRepository(AgroalDataSource database) {

    /** A stored session with the times of its sign-in and its last request. */
    record Found(Session session, Instant createdOn, Instant usedOn) {}

    /** Reads a row of an answer. */
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    void add(Session session, byte[] cookieHash, byte[] refreshToken, Instant now) {
        update(
                "insert into console_session (id, cookie_hash, tenant_id, object_id, display_name,"
                        + " user_principal_name, operator, refresh_token, created_on, used_on)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                session.id(),
                cookieHash,
                session.tenantId(),
                session.objectId(),
                session.displayName(),
                session.userPrincipalName(),
                session.isOperator(),
                refreshToken,
                Timestamp.from(now),
                Timestamp.from(now));
    }

    Optional<Found> find(byte[] cookieHash) {
        return find("cookie_hash", cookieHash);
    }

    Optional<Found> find(Session session) {
        return find("id", session.id());
    }

    private Optional<Found> find(String column, Object value) {
        return query(
                "select id, tenant_id, object_id, display_name, user_principal_name, operator,"
                        + " created_on, used_on from console_session where "
                        + column
                        + " = ?",
                row -> new Found(
                        new Session(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getBoolean(6)),
                        row.getTimestamp(7).toInstant(),
                        row.getTimestamp(8).toInstant()),
                value);
    }

    void noteUse(Session session, Instant now) {
        update("update console_session set used_on = ? where id = ?", Timestamp.from(now), session.id());
    }

    /** Returns the id of the session that was deleted. */
    Optional<String> delete(byte[] cookieHash) {
        return query(
                "delete from console_session where cookie_hash = ? returning id", row -> row.getString(1), cookieHash);
    }

    void deleteOlderThan(Instant usedOn, Instant createdOn) {
        update(
                "delete from console_session where used_on <= ? or created_on <= ?",
                Timestamp.from(usedOn),
                Timestamp.from(createdOn));
    }

    /** Claims the refresh token by the database's clock, which all replicas share. */
    Optional<byte[]> claim(Session session) {
        return query(
                "update console_session set refresh_claimed_at = now() where id = ? and"
                        + " (refresh_claimed_at is null"
                        + " or refresh_claimed_at < now() - interval '1 minute')"
                        + " returning refresh_token",
                row -> row.getBytes(1),
                session.id());
    }

    void replace(Session session, byte[] refreshToken) {
        update(
                "update console_session set refresh_token = ?, refresh_claimed_at = null where id = ?",
                refreshToken,
                session.id());
    }

    void release(Session session) {
        update("update console_session set refresh_claimed_at = null where id = ?", session.id());
    }

    private void update(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("A session cannot be stored", e);
        }
    }

    private <T> Optional<T> query(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("A session cannot be read", e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
