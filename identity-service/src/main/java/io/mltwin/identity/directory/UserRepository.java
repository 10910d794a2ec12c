package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Users by name. */
@Singleton
class UserRepository implements PanacheRepositoryBase<UserEntity, String> {

    Optional<UserEntity> findByName(String userPrincipalName) {
        return find("userPrincipalKey", AsciiCase.lower(userPrincipalName)).firstResultOptional();
    }

    List<UserEntity> ofTenant(String tenantId) {
        return list("tenantId = ?1 order by userPrincipalKey", tenantId);
    }
}
