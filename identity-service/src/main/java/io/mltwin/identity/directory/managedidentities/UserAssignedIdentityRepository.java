package io.mltwin.identity.directory.managedidentities;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** User-assigned identities by their scope. */
@Singleton
class UserAssignedIdentityRepository implements PanacheRepositoryBase<UserAssignedIdentityEntity, String> {

    List<UserAssignedIdentityEntity> below(String scopeKey) {
        // '0' follows '/' in the order of the index
        return list("resourceKey > ?1 and resourceKey < ?2 order by resourceKey", scopeKey + "/", scopeKey + "0");
    }
}
