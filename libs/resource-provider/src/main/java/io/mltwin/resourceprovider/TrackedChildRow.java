package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Map;

/**
 * The columns of a resource below another one that has a location, tags and {@code systemData} of its own. Its tags, and
 * who made and changed it, are encrypted.
 */
@MappedSuperclass
@EntityListeners(SealedRow.Listener.class)
public abstract class TrackedChildRow extends ChildRow implements SealedRow {

    public String location;

    /** An object in JSON. */
    public Sealed tags;

    /** A {@link SystemData} in JSON. */
    public Sealed systemData;

    @Override
    void begin(ArmCall call, Instant now) {
        create(call.id(), now);
        this.location = TrackedResource.location(call.body());
    }

    @Override
    void changed(ArmCall call, Map<String, String> given, Instant now) {
        if (given != null) {
            this.tags = Sealed.json(given);
        }
        SystemData earlier = Sealed.read(systemData, SystemData.class);
        this.systemData = Sealed.json(SystemData.by(call.caller(), now).after(earlier));
    }

    @Override
    void show(ObjectNode shown) {
        shown.put("location", location);
        shown.set("tags", Sealed.read(tags, JsonNode.class));
        shown.set("systemData", Sealed.read(systemData, JsonNode.class));
    }

    @Override
    boolean isTracked() {
        return true;
    }

    @Override
    String region() {
        return location;
    }
}
