package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Owners of objects. */
@Singleton
class OwnerRepository implements PanacheRepositoryBase<OwnerEntity, OwnerEntity.Key> {

    List<String> ownersOf(String objectId) {
        return list("objectId = ?1 order by ownerId", objectId).stream()
                .map(OwnerEntity::ownerId)
                .toList();
    }

    List<String> ownedBy(String ownerId) {
        return list("ownerId = ?1 order by objectId", ownerId).stream()
                .map(OwnerEntity::objectId)
                .toList();
    }

    boolean owns(String ownerId, String objectId) {
        return count("ownerId = ?1 and objectId = ?2", ownerId, objectId) > 0;
    }

    /** Deletes all ownerships of the object, as owner and as owned. */
    void deleteAllOf(String objectId) {
        delete("ownerId = ?1 or objectId = ?1", objectId);
    }
}
