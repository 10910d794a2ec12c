package io.mltwin.identity.roles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a principal with Azure AD's role Global Administrator. */
@Entity
@Table(name = "global_administrator")
public class GlobalAdministratorEntity {

    @Id
    @Column(name = "object_id")
    private String objectId;

    protected GlobalAdministratorEntity() {}

    GlobalAdministratorEntity(String objectId) {
        this.objectId = objectId;
    }

    String objectId() {
        return objectId;
    }
}
