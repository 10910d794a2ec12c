package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Workspaces. */
@Singleton
class WorkspaceRepository implements PanacheRepositoryBase<WorkspaceEntity, String> {

    List<WorkspaceEntity> in(ArmResourceId scope) {
        String pattern = scope.key().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
        return list("key like ?1 escape '!' order by createdAt, key", pattern);
    }

    WorkspaceEntity locked(String key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Holds the name until the end of the transaction, whether there is a row of it or not. */
    WorkspaceEntity lockedByName(String key) {
        AdvisoryLock.hold(getEntityManager(), key);
        return locked(key);
    }
}
