package io.mltwin.identity.rbac.roles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Tenants by subscription. */
@Singleton
class SubscriptionTenantRepository implements PanacheRepositoryBase<SubscriptionTenantEntity, String> {}
