package io.mltwin.workspace.storage.accounts;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.workspace.storage.cors.CorsRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * Row of a storage account. Its data key is wrapped by the service's root key or the customer's,
 * and can be wrapped again while other columns change; its keys are ciphertext too.
 */
@Entity
@DynamicUpdate
@Table(name = "storage_account")
@AttributeOverride(name = "key", column = @Column(name = "arm_id_key"))
@AttributeOverride(name = "id", column = @Column(name = "arm_id"))
class StorageAccountEntity extends TrackedRow {

    /** Its keys and its content refer to it. */
    @Column(name = "id")
    public UUID uid;

    public String tenantId;

    public String kind;
    public String sku;

    public String accessTier;

    public boolean allowSharedKeyAccess;

    public boolean allowBlobPublicAccess;

    public boolean allowCrossTenantReplication;

    @Column(name = "default_to_oauth")
    public boolean defaultToOAuth;

    public String largeFileSharesState;

    public String minimumTlsVersion;

    public String networkDefaultAction = "Allow";

    public String networkBypass = "AzureServices";

    /** Addresses and ranges, separated by commas. */
    public String ipRules = "";

    public String publicNetworkAccess = "Enabled";

    /** Ciphertext of what user delegation keys are derived from; null until one is asked for. */
    public byte[] delegationSecret;

    /** The properties of the last Set Blob Service Properties; null for Azure's defaults. */
    public String serviceProperties;

    /** Of the Blob service. */
    @Convert(converter = CorsRules.Column.class)
    public CorsRules corsRules = CorsRules.NONE;

    /** Null: deleted blobs are not kept. */
    public Integer blobRetentionDays;

    /** Whether what is kept may be deleted for good. */
    public boolean allowPermanentDelete;

    public Integer containerRetentionDays;

    @Enumerated(EnumType.STRING)
    public Versioning versioning = Versioning.NEVER;

    public byte[] wrappedDataKey;

    public byte[] key1;

    @Column(name = "key1_created")
    public Instant key1Created;

    public byte[] key2;

    @Column(name = "key2_created")
    public Instant key2Created;

    /** Managed identities, their private keys wrapped. */
    public String identities;

    /** Null under Microsoft's key. */
    public String keyVaultUri;

    public String keyName;

    /** Null to follow the newest. */
    public String keyVersion;

    /** A user-assigned identity, or null for the account's own. */
    public String keyIdentity;

    public Instant keyRotated;

    /** False: it has no encryption scope, so none has to be looked up. */
    public boolean hasScopes;

    public boolean keysByRoot;

    boolean hasCustomerKey() {
        return keyVaultUri != null;
    }

    /** ARM id of the identity that uses the customer's key. */
    String keyIdentity() {
        return keyIdentity == null ? id : keyIdentity;
    }

    /** Names the customer's key with the identity that uses it; null under Microsoft's. */
    String customerKeyId() {
        return hasCustomerKey()
                ? String.join(" ", uid.toString(), keyVaultUri, keyName, String.valueOf(keyVersion), keyIdentity())
                : null;
    }

    @ApplicationScoped
    static class StorageAccountRepository implements TrackedRows<StorageAccountEntity> {

        Optional<StorageAccountEntity> byName(String name) {
            return find("name", name).firstResultOptional();
        }

        StorageAccountEntity byUid(UUID account) {
            return find("uid", account).firstResult();
        }

        /** Replaces a wrapped data key, if it is still the one that was read. */
        void rewrapped(UUID account, byte[] old, byte[] renewed, Instant now) {
            update(
                    "wrappedDataKey = ?1, keyRotated = ?2 where uid = ?3 and wrappedDataKey = ?4",
                    renewed,
                    now,
                    account,
                    old);
        }
    }
}
