package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;

/** The columns that each resource has; the row is a {@link TrackedRow}, a {@link ChildRow} or a {@link TrackedChildRow}. */
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

    /** Begins the row of a new resource as a call asks for it. */
    void begin(ArmCall call, Instant now) {
        create(call.id(), now);
    }

    /** Takes over who changes the resource, and tags, unless none are given. */
    void changed(ArmCall call, Map<String, String> tags, Instant now) {}

    /** Adds what each resource of its kind shows. */
    void show(ObjectNode shown) {}

    /** Returns whether the resource has a location and tags. */
    boolean isTracked() {
        return false;
    }

    /** Returns the location of a tracked resource. */
    String region() {
        return null;
    }

    /**
     * Refuses to move.
     *
     * @throws io.mltwin.armweb.AzureException 409 {@code InvalidResourceLocation}
     */
    public void requireLocation(String given) {
        String other = TrackedResource.location(given);
        if (!region().equals(other)) {
            throw ArmErrors.otherLocation(armId(), region(), other);
        }
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
