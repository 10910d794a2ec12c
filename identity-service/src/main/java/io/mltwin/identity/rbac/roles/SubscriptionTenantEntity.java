package io.mltwin.identity.rbac.roles;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a subscription and its tenant, which is that of its first seeded owner. */
@Entity
@Table(name = "subscription_tenant")
class SubscriptionTenantEntity {

    @Id
    private String subscriptionKey;

    private String tenantId;

    protected SubscriptionTenantEntity() {}

    SubscriptionTenantEntity(String subscriptionKey, String tenantId) {
        this.subscriptionKey = subscriptionKey;
        this.tenantId = tenantId;
    }

    String subscriptionKey() {
        return subscriptionKey;
    }

    String tenantId() {
        return tenantId;
    }
}
