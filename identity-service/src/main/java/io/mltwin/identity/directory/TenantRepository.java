package io.mltwin.identity.directory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tenants by id and by verified domain. */
@Singleton
class TenantRepository implements PanacheRepositoryBase<TenantEntity, String> {

    Optional<TenantEntity> findByDomain(String domain) {
        return find("select t from TenantEntity t join t.domains d where d = ?1", domain)
                .firstResultOptional();
    }
}
