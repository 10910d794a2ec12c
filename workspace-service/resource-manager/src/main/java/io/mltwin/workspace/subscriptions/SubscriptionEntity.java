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
    String subscriptionId;

    String tenantId;

    String displayName;

    @Column(insertable = false)
    String tags;
}
