package io.mltwin.workspace.databricks;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a Databricks workspace; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "databricks_workspace")
class DatabricksEntity extends TrackedRow {

    /** The number with which its address begins. */
    @Column(name = "workspace_number")
    long workspaceNumber;

    @Column(name = "tenant_id")
    String tenantId;

    String sku;

    @Column(name = "managed_group")
    String managedGroup;

    @Column(name = "storage_account")
    String storageAccount;

    @Column(name = "storage_sku")
    String storageSku;

    @Column(name = "no_public_ip")
    boolean noPublicIp;

    /** Principal of the storage account's identity; null before encryption was prepared. */
    @Column(name = "storage_principal")
    String storagePrincipal;

    /** The customer's key of the root file system; null under Microsoft's. */
    @Column(name = "key_vault_uri")
    String keyVaultUri;

    @Column(name = "key_name")
    String keyName;

    /** Null for the newest. */
    @Column(name = "key_version")
    String keyVersion;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_by_application")
    String createdByApplication;

    boolean hasCustomerKey() {
        return keyName != null;
    }
}
