package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import jakarta.persistence.Convert;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Map;

/** The columns that each tracked resource has; an entity adds those of its type. */
@MappedSuperclass
public abstract class TrackedRow {

    /** The ARM id in lower case. */
    @Id
    public String key;

    /** The ARM id as it was given first. */
    public String id;

    public String name;

    /** In lower case. */
    public String subscriptionId;

    /** In lower case. */
    public String resourceGroup;

    public String location;

    @Convert(converter = TagsColumn.class)
    public Map<String, String> tags;

    public Instant createdAt;

    @Transient
    private boolean isNew;

    /** Begins the row of a new resource. */
    public void create(ArmResourceId id, String location, Instant now) {
        this.key = id.key();
        this.id = id.toString();
        this.name = id.name();
        this.subscriptionId = AsciiCase.lower(id.subscriptionId());
        this.resourceGroup = AsciiCase.lower(id.resourceGroup());
        this.location = location;
        this.tags = Map.of();
        this.createdAt = now;
        this.isNew = true;
    }

    /** Replaces the tags, unless none are given. */
    public void retag(Map<String, String> given) {
        if (given != null) {
            this.tags = given;
        }
    }

    /** True while the request that makes the resource changes its row. */
    public boolean isNew() {
        return isNew;
    }

    /**
     * Refuses to move.
     *
     * @throws io.mltwin.armweb.AzureException 409 {@code InvalidResourceLocation}
     */
    public void requireLocation(String given) {
        String other = TrackedResource.location(given);
        if (!location.equals(other)) {
            throw ArmErrors.otherLocation(armId(), location, other);
        }
    }

    public ArmResourceId armId() {
        return ArmResourceId.parse(id);
    }
}
