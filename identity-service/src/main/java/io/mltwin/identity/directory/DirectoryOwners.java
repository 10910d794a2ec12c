package io.mltwin.identity.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Owners of groups, applications and service principals: the creator of an object owns it, and may
 * change it without being an administrator.
 */
@ApplicationScoped
public class DirectoryOwners {

    private final OwnerRepository owners;

    DirectoryOwners(OwnerRepository owners) {
        this.owners = owners;
    }

    @Transactional
    public boolean owns(String ownerId, String objectId) {
        return owners.owns(ownerId, objectId);
    }

    @Transactional
    public List<String> of(String objectId) {
        return owners.ownersOf(objectId);
    }

    /** Returns the object ids of the groups, applications and service principals that it owns. */
    @Transactional
    public List<String> ownedBy(String ownerId) {
        return owners.ownedBy(ownerId);
    }

    /** Adds an owner. Returns false when it owns the object already. */
    @Transactional
    public boolean add(String objectId, String ownerId) {
        if (owners.owns(ownerId, objectId)) {
            return false;
        }
        owners.persist(new OwnerEntity(objectId, ownerId));
        return true;
    }

    /** Removes an owner. Returns false when it does not own the object. */
    @Transactional
    public boolean remove(String objectId, String ownerId) {
        return owners.delete("objectId = ?1 and ownerId = ?2", objectId, ownerId) > 0;
    }
}
