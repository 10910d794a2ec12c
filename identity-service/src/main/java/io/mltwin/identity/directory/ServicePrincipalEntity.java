package io.mltwin.identity.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Row of a service principal. Deviation: an application and its service principal are one row,
 * since every customer's application here lives in one tenant.
 */
@Entity
@Table(name = "service_principal")
public class ServicePrincipalEntity {

    @Id
    @Column(name = "object_id")
    private String objectId;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "application_id")
    private String applicationId;

    @Column(name = "display_name")
    private String displayName;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private PrincipalKind kind;

    protected ServicePrincipalEntity() {}

    ServicePrincipalEntity(
            String objectId, String tenantId, String applicationId, PrincipalKind kind) {
        this.objectId = objectId;
        this.tenantId = tenantId;
        this.applicationId = applicationId;
        this.kind = kind;
    }

    String objectId() {
        return objectId;
    }

    String tenantId() {
        return tenantId;
    }

    String applicationId() {
        return applicationId;
    }

    String displayName() {
        return displayName;
    }

    PrincipalKind kind() {
        return kind;
    }

    void rename(String name) {
        displayName = name;
    }
}
