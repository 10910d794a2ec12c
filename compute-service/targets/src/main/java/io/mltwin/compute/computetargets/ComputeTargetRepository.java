package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of compute targets. */
@Singleton
class ComputeTargetRepository implements PanacheRepositoryBase<ComputeTargetEntity, String> {

    /** Changes of one target happen one after the other, its making too. */
    void lockName(String computeId) {
        AdvisoryLock.hold(getEntityManager(), "compute target|" + computeId);
    }

    /** Returns the row of a target; 404 when there is none. */
    ComputeTargetEntity require(ArmResourceId id) {
        return findByIdOptional(id.key()).orElseThrow(() -> resourceNotFound(id));
    }

    Optional<ComputeTargetEntity> lock(String computeId) {
        return find("computeId", computeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
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
