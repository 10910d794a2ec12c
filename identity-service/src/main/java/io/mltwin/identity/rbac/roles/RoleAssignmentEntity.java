package io.mltwin.identity.rbac.roles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a role assignment. */
@Entity
@Table(name = "role_assignment")
class RoleAssignmentEntity {

    @Id
    @Column(name = "name")
    private String name;

    @Column(name = "scope")
    private String scope;

    @Column(name = "scope_key")
    private String scopeKey;

    @Column(name = "role_id")
    private String roleId;

    @Column(name = "principal_id")
    private String principalId;

    @Column(name = "principal_type")
    private String principalType;

    @Column(name = "description")
    private String description;

    @Column(name = "created_on")
    private Instant createdOn;

    @Column(name = "updated_on")
    private Instant updatedOn;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "updated_by")
    private String updatedBy;

    @Column(name = "aside")
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
