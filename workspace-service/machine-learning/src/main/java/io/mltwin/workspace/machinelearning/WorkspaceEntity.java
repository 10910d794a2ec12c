package io.mltwin.workspace.machinelearning;

import io.mltwin.resourceprovider.TagsColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;

/** A workspace; {@code key} is its ARM id in lower case, tags and passive properties are JSON. */
@Entity
@Table(name = "ml_workspace")
class WorkspaceEntity {

    @Id
    String key;

    String id;

    @Column(name = "workspace_id")
    String workspaceId;

    @Column(name = "tenant_id")
    String tenantId;

    String location;

    @Convert(converter = TagsColumn.class)
    Map<String, String> tags;

    @Column(name = "sku_name")
    String skuName;

    @Column(name = "sku_tier")
    String skuTier;

    String description;

    @Column(name = "friendly_name")
    String friendlyName;

    @Column(name = "hbi_workspace")
    boolean hbiWorkspace;

    @Column(name = "passive_properties")
    String passiveProperties;

    @Column(name = "system_datastores_auth_mode")
    String systemDatastoresAuthMode;

    @Column(name = "storage_account_id")
    String storageAccountId;

    @Column(name = "storage_account_given")
    boolean storageAccountGiven;

    @Column(name = "key_vault_id")
    String keyVaultId;

    @Column(name = "key_vault_given")
    boolean keyVaultGiven;

    @Column(name = "application_insights_id")
    String applicationInsightsId;

    @Column(name = "application_insights_given")
    boolean applicationInsightsGiven;

    @Column(name = "container_registry_id")
    String containerRegistryId;

    @Column(name = "container_registry_given")
    boolean containerRegistryGiven;

    @Column(name = "vault_uri")
    String vaultUri;

    @Column(name = "registry_login_server")
    String registryLoginServer;

    @Column(name = "instrumentation_key")
    String instrumentationKey;

    @Column(name = "identity_object_id")
    String identityObjectId;

    @Column(name = "identity_client_id")
    String identityClientId;

    @Column(name = "identity_wrapped_key")
    byte[] identityWrappedKey;

    @Column(name = "own_identity")
    boolean ownIdentity;

    @Column(name = "user_identities")
    String userIdentities;

    /** Taken off, and not yet ended. */
    @Column(name = "leaving_identities")
    String leavingIdentities;

    @Column(name = "primary_identity")
    String primaryIdentity;

    @Column(name = "key_identity")
    String keyIdentity;

    @Column(name = "customer_vault_id")
    String customerVaultId;

    @Column(name = "customer_key")
    String customerKey;

    @Column(name = "managed_group_id")
    String managedGroupId;

    @Column(name = "provisioning_state")
    String provisioningState;

    @Column(name = "next_step")
    String nextStep;

    @Column(name = "failure_code")
    String failureCode;

    @Column(name = "failure_message")
    String failureMessage;

    @Column(name = "operation_id")
    String operationId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_by_type")
    String createdByType;

    @Column(name = "modified_at")
    Instant modifiedAt;

    @Column(name = "modified_by")
    String modifiedBy;

    @Column(name = "modified_by_type")
    String modifiedByType;
}
