package io.mltwin.workspace.activity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** The outbox, oldest first. */
@Singleton
class OutboxRepository implements PanacheRepositoryBase<OutboxEntity, Long> {

    List<OutboxEntity> oldest(int count) {
        return find("order by sequence").page(0, count).list();
    }

    void deleteAll(List<Long> sequences) {
        delete("sequence in ?1", sequences);
    }
}
