package io.mltwin.identity.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a client credential: the hash of a secret, or a public key. */
@Entity
@Table(name = "client_credential")
class ClientCredentialEntity {

    /** The kind of credential in the row. */
    public enum Kind {
        SECRET_SHA256,
        PUBLIC_KEY
    }

    /** Who added the credential, and may remove it. */
    public enum Origin {
        /** The seed, or the host of a managed identity. */
        PLATFORM,
        /** Microsoft Graph, to the application. */
        APPLICATION,
        /** Microsoft Graph, to the service principal. */
        PRINCIPAL,
        /** The host of a resource that a user-assigned identity is assigned to. */
        ATTACHMENT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long credentialId;

    private String objectId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private byte[] content;

    private String keyId;

    private String displayName;

    private String hint;

    private Instant startOn;

    private Instant expiresOn;

    private byte[] certificate;

    @Enumerated(EnumType.STRING)
    private Origin origin = Origin.PLATFORM;

    private String attachedResourceKey;

    private String attachedResourceId;

    private String attachedBy;

    protected ClientCredentialEntity() {}

    ClientCredentialEntity(String objectId, Kind kind, byte[] content) {
        this.objectId = objectId;
        this.kind = kind;
        this.content = content.clone();
        this.keyId = UUID.randomUUID().toString();
    }

    ClientCredentialEntity(String objectId, Kind kind, byte[] content, ClientCredential shown) {
        this(objectId, kind, content);
        this.keyId = shown.keyId();
        this.displayName = shown.displayName();
        this.hint = shown.hint();
        this.startOn = shown.startOn();
        this.expiresOn = shown.expiresOn();
        this.certificate = shown.certificate();
    }

    Kind kind() {
        return kind;
    }

    byte[] content() {
        return content.clone();
    }

    ClientCredential shown() {
        return new ClientCredential(keyId, displayName, hint, startOn, expiresOn, certificate);
    }

    String keyId() {
        return keyId;
    }

    /** Returns the ARM id as it was spelled, in lower case if that is not known; null for none. */
    String attachedResource() {
        return attachedResourceId == null ? attachedResourceKey : attachedResourceId;
    }

    Origin origin() {
        return origin;
    }

    void givenBy(Origin giver) {
        origin = giver;
    }

    void attach(String resourceKey, String resourceId, String hostApplicationId) {
        attachedResourceKey = resourceKey;
        attachedResourceId = resourceId;
        attachedBy = hostApplicationId;
    }
}
