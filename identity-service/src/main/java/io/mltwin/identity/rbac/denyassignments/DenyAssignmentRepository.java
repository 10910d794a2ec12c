package io.mltwin.identity.rbac.denyassignments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Deny assignments. */
@Singleton
class DenyAssignmentRepository implements PanacheRepositoryBase<DenyAssignmentEntity, String> {}
