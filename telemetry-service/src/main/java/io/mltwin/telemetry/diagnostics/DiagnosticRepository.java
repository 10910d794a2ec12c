package io.mltwin.telemetry.diagnostics;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;

/** Microsoft's diagnostics store in the database, with its wrapped data key. */
@ApplicationScoped
class DiagnosticRepository implements PanacheRepositoryBase<DiagnosticEntity, String> {

    /**
     * Adds records by one statement; where there is one with the same event id already, nothing
     * happens to it.
     */
    void add(List<DiagnosticEntity> records) {
        getEntityManager().unwrap(Session.class).doWork(connection -> add(connection, records));
    }

    private static void add(Connection connection, List<DiagnosticEntity> records) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into diagnostic_record (event_id, occurred_at, details)"
                        + " select event_id, occurred_at::timestamptz, details"
                        + " from unnest(?, ?, ?) as added (event_id, occurred_at, details)"
                        + " on conflict (event_id) do nothing")) {
            insert.setArray(1, texts(connection, records, record -> record.eventId));
            insert.setArray(2, texts(connection, records, record -> record.occurredAt.toString()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            records.stream().map(record -> record.details).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection, List<DiagnosticEntity> records, Function<DiagnosticEntity, String> text)
            throws SQLException {
        return connection.createArrayOf("text", records.stream().map(text).toArray(String[]::new));
    }

    /** Returns a page of the records that are not expired, newest first. */
    List<DiagnosticEntity> newest(Instant expired, int page, int size) {
        return find("occurredAt >= ?1 order by occurredAt desc, eventId desc", expired)
                .page(page, size)
                .list();
    }

    void deleteBefore(Instant expired) {
        delete("occurredAt < ?1", expired);
    }

    /** Keeps this wrapped key unless there is one already; returns the one that is kept. */
    byte[] keepKey(String name, byte[] wrapped) {
        Queries.sql(
                        getEntityManager(),
                        "insert into store_key (name, wrapped_data_key) values (?1, ?2) on conflict"
                                + " (name) do nothing",
                        name,
                        wrapped)
                .executeUpdate();
        return Queries.sql(
                        getEntityManager(),
                        byte[].class,
                        "select wrapped_data_key from store_key where name = ?1",
                        name)
                .getSingleResult();
    }
}
