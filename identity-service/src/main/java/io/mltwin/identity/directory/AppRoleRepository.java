package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Application permissions by the service principal that has them. */
@Singleton
class AppRoleRepository implements PanacheRepositoryBase<AppRoleEntity, String> {

    List<AppRoleEntity> of(String principalId) {
        return list("principalId = ?1 order by createdOn, assignmentId", principalId);
    }

    void deleteAllOf(String principalId) {
        delete("principalId", principalId);
    }
}
