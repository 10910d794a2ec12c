package io.mltwin.workspace.machinelearning;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;

/** A workspace; passive properties are JSON. */
@Entity
@Table(name = "ml_workspace")
class WorkspaceEntity extends TrackedRow {
    String workspaceId;

    String tenantId;

    String skuName;

    String skuTier;

    String description;

    String friendlyName;

    boolean hbiWorkspace;

    String passiveProperties;

    String systemDatastoresAuthMode;

    String storageAccountId;

    boolean storageAccountGiven;

    String keyVaultId;

    boolean keyVaultGiven;

    String applicationInsightsId;

    boolean applicationInsightsGiven;

    String containerRegistryId;

    boolean containerRegistryGiven;

    String vaultUri;

    String registryLoginServer;

    String instrumentationKey;

    String identityObjectId;

    String identityClientId;

    byte[] identityWrappedKey;

    boolean ownIdentity;

    String userIdentities;

    /** Taken off, and not yet ended. */
    String leavingIdentities;

    String primaryIdentity;

    String keyIdentity;

    String customerVaultId;

    String customerKey;

    String managedGroupId;

    String provisioningState;

    String nextStep;

    String failureCode;

    String failureMessage;

    String operationId;

    String createdBy;

    String createdByType;

    Instant modifiedAt;

    String modifiedBy;

    String modifiedByType;

    /** Workspaces. */
    @Singleton
    static class WorkspaceRepository implements TrackedRows<WorkspaceEntity> {

        WorkspaceEntity locked(String key) {
            return findById(key, LockModeType.PESSIMISTIC_WRITE);
        }

        @Override
        public WorkspaceEntity lockedById(String key) {
            AdvisoryLock.hold(getEntityManager(), key);
            return locked(key);
        }
    }
}
