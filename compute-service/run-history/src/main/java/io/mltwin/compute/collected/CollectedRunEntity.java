package io.mltwin.compute.collected;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code collected_run}: waits to be passed on; {@code content} is ciphertext. */
@Entity
@Table(name = "collected_run")
class CollectedRunEntity {

    @Id
    String eventId;

    Instant created;
    byte[] content;

    /** Queries of what waits to be passed on, and of the key that encrypts it. */
    @Singleton
    static class CollectedRunRepository implements PanacheRepositoryBase<CollectedRunEntity, String> {

        Optional<CollectedRunEntity> oldest() {
            return find("order by created, eventId").firstResultOptional();
        }

        /** Stores this wrapped key unless there is one already; returns the one that is stored. */
        byte[] addKeyIfAbsent(String name, byte[] wrapped) {
            Queries.sql(
                            getEntityManager(),
                            "insert into collected_key (name, wrapped) values (?1, ?2)" + " on conflict do nothing",
                            name,
                            wrapped)
                    .executeUpdate();
            return Queries.sql(
                            getEntityManager(), byte[].class, "select wrapped from collected_key where name = ?1", name)
                    .getSingleResult();
        }
    }
}
