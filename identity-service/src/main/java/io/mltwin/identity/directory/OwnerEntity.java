package io.mltwin.identity.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Row of an owner of a group, an application or a service principal. */
@Entity
@Table(name = "directory_owner")
@IdClass(OwnerEntity.Key.class)
class OwnerEntity {

    /** The two columns of the primary key. */
    public record Key(String objectId, String ownerId) implements Serializable {}

    @Id
    private String objectId;

    @Id
    private String ownerId;

    protected OwnerEntity() {}

    OwnerEntity(String objectId, String ownerId) {
        this.objectId = objectId;
        this.ownerId = ownerId;
    }

    String objectId() {
        return objectId;
    }

    String ownerId() {
        return ownerId;
    }
}
