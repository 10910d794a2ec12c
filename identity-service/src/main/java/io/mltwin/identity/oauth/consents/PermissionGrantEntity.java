package io.mltwin.identity.oauth.consents;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of the consent of a user, or of an administrator for all users, to a client. */
@Entity
@Table(name = "permission_grant")
class PermissionGrantEntity {

    @Id
    private String grantId;

    private String tenantId;

    private String clientId;

    private String principalId;

    private String resource;

    private String scope;

    private Instant grantedOn;

    protected PermissionGrantEntity() {}

    PermissionGrantEntity(String grantId, String tenantId, String clientId, String principalId, String resource) {
        this.grantId = grantId;
        this.tenantId = tenantId;
        this.clientId = clientId;
        this.principalId = principalId;
        this.resource = resource;
    }

    void granted(String newScope, Instant now) {
        scope = newScope;
        grantedOn = now;
    }
}
