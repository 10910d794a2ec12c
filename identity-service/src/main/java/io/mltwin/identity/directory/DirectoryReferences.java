package io.mltwin.identity.directory;

import jakarta.inject.Singleton;

/** Deletes the rows that refer to an object of the directory, when the object is deleted. */
@Singleton
class DirectoryReferences {

    private final GroupRepository groups;
    private final OwnerRepository owners;
    private final AppRoleRepository appRoles;
    private final DirectoryCache cache;

    DirectoryReferences(
            GroupRepository groups, OwnerRepository owners, AppRoleRepository appRoles, DirectoryCache cache) {
        this.groups = groups;
        this.owners = owners;
        this.appRoles = appRoles;
        this.cache = cache;
    }

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
