package io.mltwin.identity.rbac.denyassignments;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a deny assignment. */
@Entity
@Table(name = "deny_assignment")
class DenyAssignmentEntity {

    @Id
    String name;

    String scope;

    String scopeKey;

    boolean aside;

    String displayName;

    String description;

    String permissions;

    boolean notBelow;

    String principals;

    String excludePrincipals;

    boolean systemProtected;

    Instant createdOn;

    Instant updatedOn;

    String createdBy;

    String updatedBy;
}
