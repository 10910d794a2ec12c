package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A vault, active or soft-deleted. */
@Entity
@Table(name = "vault")
@AttributeOverride(name = "key", column = @Column(name = "arm_key"))
@AttributeOverride(name = "id", column = @Column(name = "arm_id"))
class VaultEntity extends TrackedRow {

    /** Its data key and its content refer to it. */
    @Column(name = "id")
    UUID uid;

    String nameKey;

    String tenantId;

    String sku;
    boolean rbac;

    String accessPolicies;

    boolean enabledForDeployment;

    boolean enabledForDiskEncryption;

    boolean enabledForTemplateDeployment;

    int retentionDays;

    boolean purgeProtection;

    String networkAcls;

    String publicNetworkAccess;

    byte[] wrappedDataKey;

    Instant deletedAt;

    Instant scheduledPurgeAt;

    @Override
    public void create(ArmResourceId given, String region, Instant now) {
        super.create(given, region, now);
        nameKey = AsciiCase.lower(name);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }
}
