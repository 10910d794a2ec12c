package io.mltwin.identity.roles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Global administrators. */
@Singleton
class GlobalAdministratorRepository
        implements PanacheRepositoryBase<GlobalAdministratorEntity, String> {}
