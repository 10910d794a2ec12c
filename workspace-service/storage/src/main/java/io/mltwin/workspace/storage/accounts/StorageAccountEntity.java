package io.mltwin.workspace.storage.accounts;

import io.mltwin.resourceprovider.TagsColumn;
import io.mltwin.workspace.storage.cors.CorsRules;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * Row of a storage account. Its data key is wrapped by the service's root key or the customer's,
 * and can be wrapped again while other columns change; its keys are ciphertext too.
 */
@Entity
@DynamicUpdate
@Table(name = "storage_account")
class StorageAccountEntity {

    @Id
    public UUID id;

    public String name;

    @Column(name = "arm_id")
    public String armId;

    @Column(name = "arm_id_key")
    public String armIdKey;

    @Column(name = "subscription_id")
    public String subscriptionId;

    @Column(name = "resource_group")
    public String resourceGroup;

    @Column(name = "tenant_id")
    public String tenantId;

    public String location;
    public String kind;
    public String sku;

    @Convert(converter = TagsColumn.class)
    public Map<String, String> tags;

    @Column(name = "access_tier")
    public String accessTier;

    @Column(name = "allow_shared_key_access")
    public boolean allowSharedKeyAccess;

    @Column(name = "allow_blob_public_access")
    public boolean allowBlobPublicAccess;

    @Column(name = "allow_cross_tenant_replication")
    public boolean allowCrossTenantReplication;

    @Column(name = "default_to_oauth")
    public boolean defaultToOAuth;

    @Column(name = "large_file_shares_state")
    public String largeFileSharesState;

    @Column(name = "minimum_tls_version")
    public String minimumTlsVersion;

    @Column(name = "network_default_action")
    public String networkDefaultAction = "Allow";

    @Column(name = "network_bypass")
    public String networkBypass = "AzureServices";

    /** Addresses and ranges, separated by commas. */
    @Column(name = "ip_rules")
    public String ipRules = "";

    @Column(name = "public_network_access")
    public String publicNetworkAccess = "Enabled";

    /** Ciphertext of what user delegation keys are derived from; null until one is asked for. */
    @Column(name = "delegation_secret")
    public byte[] delegationSecret;

    /** The properties of the last Set Blob Service Properties; null for Azure's defaults. */
    @Column(name = "service_properties")
    public String serviceProperties;

    /** Of the Blob service. */
    @Column(name = "cors_rules")
    @Convert(converter = CorsRules.Column.class)
    public CorsRules corsRules = CorsRules.NONE;

    /** Null: deleted blobs are not kept. */
    @Column(name = "blob_retention_days")
    public Integer blobRetentionDays;

    /** Whether what is kept may be deleted for good. */
    @Column(name = "allow_permanent_delete")
    public boolean allowPermanentDelete;

    @Column(name = "container_retention_days")
    public Integer containerRetentionDays;

    @Enumerated(EnumType.STRING)
    public Versioning versioning = Versioning.NEVER;

    @Column(name = "wrapped_data_key")
    public byte[] wrappedDataKey;

    public byte[] key1;

    @Column(name = "key1_created")
    public Instant key1Created;

    public byte[] key2;

    @Column(name = "key2_created")
    public Instant key2Created;

    public Instant created;

    /** Managed identities, their private keys wrapped. */
    public String identities;

    /** Null under Microsoft's key. */
    @Column(name = "key_vault_uri")
    public String keyVaultUri;

    @Column(name = "key_name")
    public String keyName;

    /** Null to follow the newest. */
    @Column(name = "key_version")
    public String keyVersion;

    /** A user-assigned identity, or null for the account's own. */
    @Column(name = "key_identity")
    public String keyIdentity;

    @Column(name = "key_rotated")
    public Instant keyRotated;

    /** False: it has no encryption scope, so none has to be looked up. */
    @Column(name = "has_scopes")
    public boolean hasScopes;

    @Column(name = "keys_by_root")
    public boolean keysByRoot;

    boolean hasCustomerKey() {
        return keyVaultUri != null;
    }

    /** ARM id of the identity that uses the customer's key. */
    String keyIdentity() {
        return keyIdentity == null ? armId : keyIdentity;
    }

    /** Names the customer's key with the identity that uses it; null under Microsoft's. */
    String customerKeyId() {
        return hasCustomerKey()
                ? String.join(" ", id.toString(), keyVaultUri, keyName, String.valueOf(keyVersion), keyIdentity())
                : null;
    }
}
