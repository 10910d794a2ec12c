package io.mltwin.workspace.activity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** An event of the activity log that Kafka has not acknowledged yet. */
@Entity
@Table(name = "activity_outbox")
class OutboxEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long sequence;

    String eventId;

    String messageKey;

    String event;

    /** The outbox, oldest first. */
    @Singleton
    static class OutboxRepository implements PanacheRepositoryBase<OutboxEntity, Long> {

        List<OutboxEntity> oldest(int count) {
            return find("order by sequence").page(0, count).list();
        }

        void deleteAll(List<Long> sequences) {
            delete("sequence in ?1", sequences);
        }
    }
}
