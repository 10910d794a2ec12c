package io.mltwin.identity.rbac.roles;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a role assignment. */
@Entity
@Table(name = "role_assignment")
class RoleAssignmentEntity {

    @Id
    private String name;

    private String scope;

    private String scopeKey;

    private String roleId;

    private String principalId;

    private String principalType;

    private String description;

    private Instant createdOn;

    private Instant updatedOn;

    private String createdBy;

    private String updatedBy;

    private boolean aside;

    protected RoleAssignmentEntity() {}

    RoleAssignmentEntity(RoleAssignment assignment, String scopeKey) {
        this.name = assignment.name();
        this.scope = assignment.scope();
        this.scopeKey = scopeKey;
        this.roleId = assignment.roleId();
        this.principalId = assignment.principalId();
        this.principalType = assignment.principalType();
        this.description = assignment.description();
        this.createdOn = assignment.createdOn();
        this.updatedOn = assignment.updatedOn();
        this.createdBy = assignment.createdBy();
        this.updatedBy = assignment.updatedBy();
    }

    RoleAssignment assignment() {
        return new RoleAssignment(
                name,
                scope,
                roleId,
                principalId,
                principalType,
                description,
                createdOn,
                updatedOn,
                createdBy,
                updatedBy);
    }

    /** Returns true when its scope was deleted and may be recovered. */
    boolean isAside() {
        return aside;
    }

    void redescribe(String text, Instant when, String who) {
        description = text;
        updatedOn = when;
        updatedBy = who;
    }
}
