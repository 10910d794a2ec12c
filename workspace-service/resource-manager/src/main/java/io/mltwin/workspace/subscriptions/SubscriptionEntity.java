package io.mltwin.workspace.subscriptions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A subscription and the tenant it trusts. */
@Entity
@Table(name = "arm_subscription")
class SubscriptionEntity {

    @Id
    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "tenant_id")
    String tenantId;

    @Column(name = "display_name")
    String displayName;

    @Column(insertable = false)
    String tags;
}
