package io.mltwin.identity.rbac.roles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a role assignment that was removed and is still in force. */
@Entity
@Table(name = "removed_role_assignment")
class RemovedAssignmentEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long removalId;

    private String name;

    private String scope;

    private String roleId;

    private String principalId;

    private String principalType;

    @Column(name = "in_force_from")
    private Instant from;

    @Column(name = "in_force_until")
    private Instant until;

    protected RemovedAssignmentEntity() {}

    RemovedAssignmentEntity(TimedAssignment removed) {
        RoleAssignment assignment = removed.assignment();
        this.name = assignment.name();
        this.scope = assignment.scope();
        this.roleId = assignment.roleId();
        this.principalId = assignment.principalId();
        this.principalType = assignment.principalType();
        this.from = removed.from();
        this.until = removed.until();
    }

    TimedAssignment assignment() {
        return new TimedAssignment(
                new RoleAssignment(name, scope, roleId, principalId, principalType, null, null, null, null, null),
                from,
                until,
                null);
    }
}
