package io.mltwin.identity.rbac.roles;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a custom role. */
@Entity
@Table(name = "role_definition")
class RoleDefinitionEntity {

    @Id
    private String roleId;

    private String tenantId;

    private String roleName;

    private String description;

    private String permissions;

    private String assignableScopes;

    private Instant createdOn;

    private Instant updatedOn;

    private String createdBy;

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
