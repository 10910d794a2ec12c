package io.mltwin.identity.rbac.roles;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Role assignments that were removed and are still in force. */
@Singleton
class RemovedAssignmentRepository implements PanacheRepositoryBase<RemovedAssignmentEntity, Long> {

    void forgetAtAndBelow(String scopeKey) {
        delete("lower(scope) = ?1 or locate(concat(?1, '/'), lower(scope)) = 1", scopeKey);
    }

    void forgetThoseOver(Instant now) {
        delete("until <= ?1", now);
    }
}
