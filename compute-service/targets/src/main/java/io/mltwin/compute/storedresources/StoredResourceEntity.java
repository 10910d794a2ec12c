package io.mltwin.compute.storedresources;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code stored_resource}. */
@Entity
@Table(name = "stored_resource")
class StoredResourceEntity extends TrackedRow {

    /** In lower case. */
    @Column(name = "type")
    String resourceType;

    /** JSON of the properties as they were given. */
    String content;
}
