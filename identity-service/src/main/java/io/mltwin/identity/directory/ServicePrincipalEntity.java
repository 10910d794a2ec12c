package io.mltwin.identity.directory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    @Column(name = "public_client")
    private boolean publicClient;

    @ElementCollection
    @CollectionTable(name = "redirect_uri", joinColumns = @JoinColumn(name = "object_id"))
    private Set<RedirectUriValue> redirectUris = new HashSet<>();

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

    boolean isPublicClient() {
        return publicClient;
    }

    List<RedirectUriValue> redirectUris() {
        return List.copyOf(redirectUris);
    }

    /** How users sign in to the application. */
    void letUsersSignIn(boolean asPublicClient, Collection<RedirectUriValue> addresses) {
        publicClient = asPublicClient;
        redirectUris.retainAll(addresses);
        redirectUris.addAll(addresses);
    }

    void rename(String name) {
        displayName = name;
    }
}
