package io.mltwin.workspace.subscriptions;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Subscriptions by id (lower case) and tenant. */
@Singleton
class SubscriptionRepository implements PanacheRepositoryBase<SubscriptionEntity, String> {

    List<SubscriptionEntity> ofTenant(String tenantId) {
        return list("tenantId = ?1 order by displayName, subscriptionId", tenantId);
    }
}
