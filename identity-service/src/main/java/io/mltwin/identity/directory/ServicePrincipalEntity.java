package io.mltwin.identity.directory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Row of a service principal and of its application, which lives in the same tenant, so that one
 * row holds both: each has an object id of its own, and the application may be there alone.
 */
@Entity
@Table(name = "service_principal")
class ServicePrincipalEntity {

    @Id
    private String objectId;

    private String tenantId;

    private String applicationId;

    private String displayName;

    @Enumerated(EnumType.STRING)
    private PrincipalKind kind;

    private String applicationObjectId;

    private boolean principalExists = true;

    private boolean accountEnabled = true;

    private boolean assignmentRequired;

    private boolean globalAdministrator;

    private String identifierUris;

    private Instant createdOn;

    private String tag;

    private boolean publicClient;

    @ElementCollection
    @CollectionTable(name = "redirect_uri", joinColumns = @JoinColumn(name = "object_id"))
    private Set<RedirectUriValue> redirectUris = new HashSet<>();

    protected ServicePrincipalEntity() {}

    ServicePrincipalEntity(String objectId, String tenantId, String applicationId, PrincipalKind kind) {
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

    /** Sets how users sign in to the application. */
    void letUsersSignIn(boolean asPublicClient, Collection<RedirectUriValue> addresses) {
        publicClient = asPublicClient;
        redirectUris.retainAll(addresses);
        redirectUris.addAll(addresses);
    }

    void rename(String name) {
        displayName = name;
    }

    /** Returns null for an application that no customer registered. */
    String applicationObjectId() {
        return applicationObjectId;
    }

    boolean principalExists() {
        return principalExists;
    }

    boolean isAccountEnabled() {
        return accountEnabled;
    }

    boolean isAssignmentRequired() {
        return assignmentRequired;
    }

    boolean isGlobalAdministrator() {
        return globalAdministrator;
    }

    /** JSON, null for none. */
    String identifierUris() {
        return identifierUris;
    }

    Instant createdOn() {
        return createdOn;
    }

    /** Null for none. */
    String tag() {
        return tag;
    }

    void mark(String with) {
        tag = with;
    }

    void registered(String applicationObject, Instant when) {
        applicationObjectId = applicationObject;
        createdOn = when;
    }

    void nameBy(String jsonOfUris) {
        identifierUris = jsonOfUris;
    }

    /** Adds the service principal, or changes it. */
    void bringIn(boolean enabled, boolean onlyWhoIsAssigned) {
        principalExists = true;
        accountEnabled = enabled;
        assignmentRequired = onlyWhoIsAssigned;
    }

    void withoutPrincipal() {
        principalExists = false;
    }
}
