package io.mltwin.identity.directory.managedidentities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a user-assigned identity, which has a row as a managed identity, too. */
@Entity
@Table(name = "user_assigned_identity")
class UserAssignedIdentityEntity {

    @Id
    @Column(name = "resource_key")
    private String resourceKey;

    @Column(name = "location")
    private String location;

    @Column(name = "tags")
    private String tags;

    protected UserAssignedIdentityEntity() {}

    UserAssignedIdentityEntity(String resourceKey, String location) {
        this.resourceKey = resourceKey;
        this.location = location;
    }

    String resourceKey() {
        return resourceKey;
    }

    String location() {
        return location;
    }

    /** Returns a JSON object, null for none. */
    String tags() {
        return tags;
    }

    void tag(String json) {
        tags = json;
    }
}
