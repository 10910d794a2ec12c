package io.mltwin.identity.rbac.roles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a custom role. */
@Entity
@Table(name = "role_definition")
class RoleDefinitionEntity {

    @Id
    @Column(name = "role_id")
    private String roleId;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "role_name")
    private String roleName;

    @Column(name = "description")
    private String description;

    @Column(name = "permissions")
    private String permissions;

    @Column(name = "assignable_scopes")
    private String assignableScopes;

    @Column(name = "created_on")
    private Instant createdOn;

    @Column(name = "updated_on")
    private Instant updatedOn;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "updated_by")
    private String updatedBy;

    protected RoleDefinitionEntity() {}

    RoleDefinitionEntity(String roleId, String tenantId, Instant createdOn, String createdBy) {
        this.roleId = roleId;
        this.tenantId = tenantId;
        this.createdOn = createdOn;
        this.createdBy = createdBy;
    }

    String roleId() {
        return roleId;
    }

    String tenantId() {
        return tenantId;
    }

    String roleName() {
        return roleName;
    }

    String description() {
        return description;
    }

    String permissions() {
        return permissions;
    }

    String assignableScopes() {
        return assignableScopes;
    }

    Instant createdOn() {
        return createdOn;
    }

    Instant updatedOn() {
        return updatedOn;
    }

    String createdBy() {
        return createdBy;
    }

    String updatedBy() {
        return updatedBy;
    }

    void describe(String name, String text, String permissionsJson, String scopesJson) {
        roleName = name;
        description = text;
        permissions = permissionsJson;
        assignableScopes = scopesJson;
    }

    void updated(Instant when, String who) {
        updatedOn = when;
        updatedBy = who;
    }
}
