package io.mltwin.workspace.machinelearning;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

/** Workspaces. */
@Singleton
class WorkspaceRepository implements TrackedRows<WorkspaceEntity> {

    WorkspaceEntity locked(String key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    @Override
    public WorkspaceEntity lockedById(String key) {
        AdvisoryLock.hold(getEntityManager(), key);
        return locked(key);
    }
}
