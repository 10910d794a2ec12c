package io.mltwin.compute.computetargets;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.ChildRows;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of compute targets. */
@Singleton
class ComputeTargetRepository implements ChildRows<ComputeTargetEntity> {

    /** What is noted of a target meanwhile waits, too. */
    @Override
    public ComputeTargetEntity lockedById(String key) {
        AdvisoryLock.hold(getEntityManager(), key);
        return lock(key).orElse(null);
    }

    Optional<ComputeTargetEntity> lock(String key) {
        return findByIdOptional(key, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<ComputeTargetEntity> byName(String workspaceId, String name) {
        return find("workspaceId = ?1 and lower(name) = ?2", workspaceId, AsciiCase.lower(name))
                .firstResultOptional();
    }

    List<ComputeTargetEntity> ofWorkspace(String workspaceId) {
        return list("workspaceId = ?1 order by name", workspaceId);
    }

    List<ComputeTargetEntity> clusters() {
        return list("computeType", ComputeValidator.AML_COMPUTE);
    }

    List<ComputeTargetEntity> databricks() {
        return list("computeType", ComputeValidator.DATABRICKS);
    }
}
