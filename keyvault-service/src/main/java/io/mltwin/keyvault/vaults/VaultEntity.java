package io.mltwin.keyvault.vaults;

import jakarta.persistence.Column;
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

    @Column(name = "name_key")
    String nameKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "arm_key")
    String armKey;

    @Column(name = "subscription_id")
    String subscriptionId;

    @Column(name = "resource_group_key")
    String resourceGroupKey;

    String location;

    @Column(name = "tenant_id")
    String tenantId;

    String sku;
    boolean rbac;

    @Column(name = "access_policies")
    String accessPolicies;

    @Column(name = "enabled_for_deployment")
    boolean enabledForDeployment;

    @Column(name = "enabled_for_disk_encryption")
    boolean enabledForDiskEncryption;

    @Column(name = "enabled_for_template_deployment")
    boolean enabledForTemplateDeployment;

    @Column(name = "retention_days")
    int retentionDays;

    @Column(name = "purge_protection")
    boolean purgeProtection;

    @Column(name = "network_acls")
    String networkAcls;

    @Column(name = "public_network_access")
    String publicNetworkAccess;

    String tags;

    @Column(name = "wrapped_data_key")
    byte[] wrappedDataKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "deleted_at")
    Instant deletedAt;

    @Column(name = "scheduled_purge_at")
    Instant scheduledPurgeAt;

    boolean isDeleted() {
        return deletedAt != null;
    }
}
