package io.mltwin.identity.directory;

import io.mltwin.identity.directory.GraphAppRoles.AppRoleGrant;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of an application permission for Microsoft Graph, granted to a service principal. */
@Entity
@Table(name = "app_role_assignment")
class AppRoleEntity {

    @Id
    private String assignmentId;

    private String principalId;

    private String appRoleId;

    private Instant createdOn;

    protected AppRoleEntity() {}

    AppRoleEntity(AppRoleGrant grant) {
        this.assignmentId = grant.assignmentId();
        this.principalId = grant.principalId();
        this.appRoleId = grant.appRoleId();
        this.createdOn = grant.createdOn();
    }

    AppRoleGrant grant() {
        return new AppRoleGrant(assignmentId, principalId, appRoleId, createdOn);
    }
}
