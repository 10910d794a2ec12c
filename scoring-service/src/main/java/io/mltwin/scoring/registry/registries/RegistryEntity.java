package io.mltwin.scoring.registry.registries;

import jakarta.persistence.Column;
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

    @Column(name = "arm_id")
    String armId;

    @Column(name = "arm_key")
    String armKey;

    @Column(name = "scope_key")
    String scopeKey;

    @Column(name = "subscription_key")
    String subscriptionKey;

    /** Tenant of the subscription; null in rows that are older than the column. */
    @Column(name = "tenant_id")
    String tenantId;

    String name;

    @Column(name = "name_key")
    String nameKey;

    String location;
    String tags;
    String sku;

    @Column(name = "admin_user_enabled")
    boolean adminUserEnabled;

    @Column(name = "arm_audience_enabled")
    boolean armAudienceEnabled;

    @Column(name = "data_key")
    byte[] dataKey;

    byte[] password;
    byte[] password2;

    /** Managed identities, their private keys wrapped. */
    String identities;

    /**
     * Returns the customer's key, null under Microsoft's; without a version when the newest is
     * followed.
     */
    @Column(name = "key_identifier")
    String keyIdentifier;

    /** ARM id of the identity that uses it. */
    @Column(name = "key_identity")
    String keyIdentity;

    @Column(name = "key_rotated")
    Instant keyRotated;

    @Column(name = "passwords_by_root")
    boolean passwordsByRoot;

    @Column(name = "retention_enabled")
    boolean retentionEnabled;

    /** Of untagged manifests. */
    @Column(name = "retention_days")
    int retentionDays = 7;

    @Column(name = "retention_updated")
    Instant retentionUpdated;

    @Column(name = "created_at")
    Instant createdAt;
}
