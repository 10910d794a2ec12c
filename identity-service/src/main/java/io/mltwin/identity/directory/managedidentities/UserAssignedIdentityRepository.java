package io.mltwin.identity.directory.managedidentities;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** User-assigned identities by their scope. */
@Singleton
class UserAssignedIdentityRepository implements PanacheRepositoryBase<UserAssignedIdentityEntity, String> {

    List<UserAssignedIdentityEntity> below(String scopeKey) {
        return find("order by resourceKey").stream()
                .filter(row -> row.resourceKey().startsWith(scopeKey + "/"))
                .toList();
    }
}
