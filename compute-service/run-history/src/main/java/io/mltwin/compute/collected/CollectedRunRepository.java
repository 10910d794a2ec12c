package io.mltwin.compute.collected;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Queries of what waits to be passed on, and of the key that encrypts it. */
@Singleton
class CollectedRunRepository implements PanacheRepositoryBase<CollectedRunEntity, String> {

    Optional<CollectedRunEntity> oldest() {
        return find("order by created, eventId").firstResultOptional();
    }

    /** Stores this wrapped key unless there is one already; returns the one that is stored. */
    byte[] addKeyIfAbsent(String name, byte[] wrapped) {
        getEntityManager()
                .createNativeQuery(
                        "insert into collected_key (name, wrapped) values (?1, ?2)" + " on conflict do nothing")
                .setParameter(1, name)
                .setParameter(2, wrapped)
                .executeUpdate();
        return (byte[]) getEntityManager()
                .createNativeQuery("select wrapped from collected_key where name = ?1", byte[].class)
                .setParameter(1, name)
                .getSingleResult();
    }
}
