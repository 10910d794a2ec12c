package io.mltwin.identity.rbac.roles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Role assignments that were removed and are still in force. */
@Singleton
class RemovedAssignmentRepository implements PanacheRepositoryBase<RemovedAssignmentEntity, Long> {

    void forgetThoseOver(Instant now) {
        delete("until <= ?1", now);
    }
}
