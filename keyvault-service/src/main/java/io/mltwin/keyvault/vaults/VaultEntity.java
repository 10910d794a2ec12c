package io.mltwin.keyvault.vaults;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A vault, active or soft-deleted. */
@Entity
@Table(name = "vault")
class VaultEntity {

    @Id
    UUID id;

    String name;

    String nameKey;

    String armId;

    String armKey;

    String subscriptionId;

    String resourceGroupKey;

    String location;

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

    String tags;

    byte[] wrappedDataKey;

    Instant createdAt;

    Instant deletedAt;

    Instant scheduledPurgeAt;

    boolean isDeleted() {
        return deletedAt != null;
    }
}
