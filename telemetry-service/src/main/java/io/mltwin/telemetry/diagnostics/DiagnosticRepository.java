package io.mltwin.telemetry.diagnostics;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Microsoft's diagnostics store in the database, with its wrapped data key. */
@ApplicationScoped
class DiagnosticRepository implements PanacheRepositoryBase<DiagnosticEntity, String> {

    /** Adds a record; one with the same event id is there already, then nothing happens. */
    void add(DiagnosticEntity record) {
        getEntityManager()
                .createNativeQuery(
                        "insert into diagnostic_record (event_id, occurred_at, details) values (?1, ?2, ?3)"
                                + " on conflict (event_id) do nothing")
                .setParameter(1, record.eventId)
                .setParameter(2, record.occurredAt)
                .setParameter(3, record.details)
                .executeUpdate();
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
        getEntityManager()
                .createNativeQuery(
                        "insert into store_key (name, wrapped_data_key) values (?1, ?2) on conflict (name) do nothing")
                .setParameter(1, name)
                .setParameter(2, wrapped)
                .executeUpdate();
        return (byte[])
                getEntityManager()
                        .createNativeQuery(
                                "select wrapped_data_key from store_key where name = ?1",
                                byte[].class)
                        .setParameter(1, name)
                        .getSingleResult();
    }
}
