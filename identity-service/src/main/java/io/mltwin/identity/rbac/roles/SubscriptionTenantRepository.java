package io.mltwin.identity.rbac.roles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Which tenant a subscription belongs to. */
@Singleton
class SubscriptionTenantRepository
        implements PanacheRepositoryBase<SubscriptionTenantEntity, String> {}
