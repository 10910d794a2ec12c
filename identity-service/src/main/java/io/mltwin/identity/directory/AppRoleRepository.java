package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Application permissions by who has them. */
@Singleton
class AppRoleRepository implements PanacheRepositoryBase<AppRoleEntity, String> {

    List<AppRoleEntity> of(String principalId) {
        return list("principalId = ?1 order by createdOn, assignmentId", principalId);
    }

    void forget(String principalId) {
        delete("principalId", principalId);
    }
}
