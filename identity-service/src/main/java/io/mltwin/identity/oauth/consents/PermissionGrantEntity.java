package io.mltwin.identity.oauth.consents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of the consent of a user, or of an administrator for all users, to a client. */
@Entity
@Table(name = "permission_grant")
class PermissionGrantEntity {

    @Id
    @Column(name = "grant_id")
    private String grantId;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "client_id")
    private String clientId;

    @Column(name = "principal_id")
    private String principalId;

    @Column(name = "resource")
    private String resource;

    @Column(name = "scope")
    private String scope;

    @Column(name = "granted_on")
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
