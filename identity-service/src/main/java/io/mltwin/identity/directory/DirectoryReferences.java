package io.mltwin.identity.directory;

import jakarta.inject.Singleton;

/** Deletes the rows that refer to an object of the directory, when the object is deleted. */
@Singleton
record DirectoryReferences(
        GroupRepository groups, OwnerRepository owners, AppRoleRepository appRoles, DirectoryCache cache) {

    /**
     * Deletes the object's group memberships, ownerships and application permissions, in the
     * caller's transaction.
     */
    void deleteAllOf(String objectId) {
        cache.invalidate();
        groups.removeFromAll(objectId);
        owners.deleteAllOf(objectId);
        appRoles.deleteAllOf(objectId);
    }
}
