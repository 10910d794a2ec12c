package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.time.Instant;

/** The columns that each resource has; the row is a {@link TrackedRow} or a {@link ChildRow}. */
@MappedSuperclass
public abstract class ResourceRow {

    /** The ARM id in lower case. */
    @Id
    public String key;

    /** The ARM id as it was given first. */
    public String id;

    public String name;

    public Instant createdAt;

    @Transient
    private boolean isNew;

    /** Begins the row of a new resource. */
    public void create(ArmResourceId given, Instant now) {
        this.key = given.key();
        this.id = given.toString();
        this.name = given.name();
        this.createdAt = now;
        this.isNew = true;
    }

    /** Tells that a request recovers the deleted resource. */
    public void recovered() {
        this.isNew = true;
    }

    /** True while the request that makes the resource changes its row. */
    public boolean isNew() {
        return isNew;
    }

    public ArmResourceId armId() {
        return ArmResourceId.parse(id);
    }
}
