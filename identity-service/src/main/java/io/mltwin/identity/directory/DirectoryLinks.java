package io.mltwin.identity.directory;

import jakarta.inject.Singleton;

/** What names an object of the directory from elsewhere, and ends with it. */
@Singleton
class DirectoryLinks {

    private final GroupRepository groups;
    private final OwnerRepository owners;
    private final AppRoleRepository appRoles;
    private final DirectoryCache cache;

    DirectoryLinks(
            GroupRepository groups,
            OwnerRepository owners,
            AppRoleRepository appRoles,
            DirectoryCache cache) {
        this.groups = groups;
        this.owners = owners;
        this.appRoles = appRoles;
        this.cache = cache;
    }

    /** In no group, owns nothing, has no application permission; within a transaction. */
    void forget(String objectId) {
        cache.invalidate();
        groups.forgetMember(objectId);
        owners.forget(objectId);
        appRoles.forget(objectId);
    }
}
