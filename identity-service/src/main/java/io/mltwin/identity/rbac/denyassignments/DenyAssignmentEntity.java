package io.mltwin.identity.rbac.denyassignments;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a deny assignment. */
@Entity
@Table(name = "deny_assignment")
class DenyAssignmentEntity {

    @Id
    @Column(name = "name")
    String name;

    @Column(name = "scope")
    String scope;

    @Column(name = "scope_key")
    String scopeKey;

    @Column(name = "aside")
    boolean aside;

    @Column(name = "display_name")
    String displayName;

    @Column(name = "description")
    String description;

    @Column(name = "permissions")
    String permissions;

    @Column(name = "not_below")
    boolean notBelow;

    @Column(name = "principals")
    String principals;

    @Column(name = "exclude_principals")
    String excludePrincipals;

    @Column(name = "system_protected")
    boolean systemProtected;

    @Column(name = "created_on")
    Instant createdOn;

    @Column(name = "updated_on")
    Instant updatedOn;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "updated_by")
    String updatedBy;
}
