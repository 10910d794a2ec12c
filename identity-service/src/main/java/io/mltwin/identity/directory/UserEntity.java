package io.mltwin.identity.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Locale;

/** Row of a user. */
@Entity
@Table(name = "directory_user")
public class UserEntity {

    @Id
    @Column(name = "object_id")
    private String objectId;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "user_principal_name")
    private String userPrincipalName;

    @Column(name = "user_principal_key")
    private String userPrincipalKey;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "password_hash")
    private String passwordHash;

    protected UserEntity() {}

    UserEntity(String objectId, String tenantId) {
        this.objectId = objectId;
        this.tenantId = tenantId;
    }

    String objectId() {
        return objectId;
    }

    String tenantId() {
        return tenantId;
    }

    String userPrincipalName() {
        return userPrincipalName;
    }

    String displayName() {
        return displayName;
    }

    String passwordHash() {
        return passwordHash;
    }

    void describe(String upn, String name) {
        userPrincipalName = upn;
        userPrincipalKey = upn.toLowerCase(Locale.ROOT);
        displayName = name;
    }

    void setPasswordHash(String hash) {
        passwordHash = hash;
    }
}
