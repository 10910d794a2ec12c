package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
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

    @Override
    void begin(ArmCall call, Instant now) {
        create(call.id(), TrackedResource.location(call.body()), now);
    }

    @Override
    void changed(ArmCall call, Map<String, String> given, Instant now) {
        retag(given);
    }

    @Override
    void show(ObjectNode shown) {
        shown.put("location", location).set("tags", Json.tree(tags));
    }

    @Override
    boolean isTracked() {
        return true;
    }

    @Override
    String region() {
        return location;
    }

    /** Replaces the tags, unless none are given. */
    public void retag(Map<String, String> given) {
        if (given != null) {
            this.tags = given;
        }
    }
}
