package io.mltwin.telemetry.security;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * The plan of one kind of resource in a subscription, when it is not the free one it began with.
 */
@Entity
@Table(name = "security_pricing")
class PricingEntity {

    @Id
    String key;

    String subscriptionId;

    String name;
    String tier;

    Instant changedAt;
}
