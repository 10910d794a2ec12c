package io.mltwin.scoring.registry.registries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code registry}. */
@Entity
@DynamicUpdate
@Table(name = "registry")
class RegistryEntity {

    @Id
    UUID id;

    String armId;

    String armKey;

    String scopeKey;

    String subscriptionKey;

    /** Tenant of the subscription; null in rows that are older than the column. */
    String tenantId;

    String name;

    String nameKey;

    String location;
    String tags;
    String sku;

    boolean adminUserEnabled;

    boolean armAudienceEnabled;

    byte[] dataKey;

    byte[] password;
    byte[] password2;

    /** Managed identities, their private keys wrapped. */
    String identities;

    /**
     * Returns the customer's key, null under Microsoft's; without a version when the newest is
     * followed.
     */
    String keyIdentifier;

    /** ARM id of the identity that uses it. */
    String keyIdentity;

    Instant keyRotated;

    boolean passwordsByRoot;

    boolean retentionEnabled;

    /** Of untagged manifests. */
    int retentionDays = 7;

    Instant retentionUpdated;

    Instant createdAt;
}
