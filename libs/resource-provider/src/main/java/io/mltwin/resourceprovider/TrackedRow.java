package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Map;

/** The columns that each tracked resource has; an entity adds those of its type. */
@MappedSuperclass
public abstract class TrackedRow extends ResourceRow {

    /** In lower case. */
    public String subscriptionId;

    /** In lower case. */
    public String resourceGroup;

    public String location;

    @Convert(converter = TagsColumn.class)
    public Map<String, String> tags;

    /** Begins the row of a new resource. */
    public void create(ArmResourceId given, String region, Instant now) {
        create(given, now);
        this.subscriptionId = AsciiCase.lower(given.subscriptionId());
        this.resourceGroup = AsciiCase.lower(given.resourceGroup());
        this.location = region;
        this.tags = Map.of();
    }

    /** Replaces the tags, unless none are given. */
    public void retag(Map<String, String> given) {
        if (given != null) {
            this.tags = given;
        }
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
}
