package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code registry}. */
@Entity
@DynamicUpdate
@Table(name = "registry")
@AttributeOverride(name = "key", column = @Column(name = "arm_key"))
@AttributeOverride(name = "id", column = @Column(name = "arm_id"))
class RegistryEntity extends TrackedRow {

    /** Its keys and its content refer to it. */
    @Column(name = "id")
    UUID uid;

    /** Tenant of the subscription; null in rows that are older than the column. */
    String tenantId;

    String nameKey;

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

    @Override
    public void create(ArmResourceId given, String region, Instant now) {
        super.create(given, region, now);
        nameKey = AsciiCase.lower(name);
    }
}
