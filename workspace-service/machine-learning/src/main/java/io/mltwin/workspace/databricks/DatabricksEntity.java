package io.mltwin.workspace.databricks;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a Databricks workspace; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "databricks_workspace")
class DatabricksEntity extends TrackedRow {

    /** The number with which its address begins. */
    long workspaceNumber;

    String tenantId;

    String sku;

    String managedGroup;

    String storageAccount;

    String storageSku;

    boolean noPublicIp;

    /** Principal of the storage account's identity; null before encryption was prepared. */
    String storagePrincipal;

    /** The customer's key of the root file system; null under Microsoft's. */
    String keyVaultUri;

    String keyName;

    /** Null for the newest. */
    String keyVersion;

    String createdBy;

    String createdByApplication;

    boolean hasCustomerKey() {
        return keyName != null;
    }

    /** Databricks workspaces. */
    @Singleton
    static class DatabricksRepository implements TrackedRows<DatabricksEntity> {}
}
