package io.mltwin.workspace.operations;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Long-running operations. */
@Singleton
class OperationRepository implements PanacheRepositoryBase<OperationEntity, String> {

    List<OperationEntity> running() {
        return list("status = ?1 order by startedAt", OperationStatus.IN_PROGRESS.text());
    }

    long runningOn(String targetId) {
        return count("status = ?1 and lower(targetId) = lower(?2)", OperationStatus.IN_PROGRESS.text(), targetId);
    }

    Optional<OperationEntity> firstRunningOn(String targetId) {
        return find("status = ?1 and lower(targetId) = lower(?2)", OperationStatus.IN_PROGRESS.text(), targetId)
                .firstResultOptional();
    }

    OperationEntity locked(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
