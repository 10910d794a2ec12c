package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Json;
import jakarta.persistence.Convert;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Map;

/**
 * The columns of a resource below another one that has a location, tags and {@code systemData} of its own. Its tags are
 * encrypted.
 */
@MappedSuperclass
@EntityListeners(SealedRow.Listener.class)
public abstract class TrackedChildRow extends ChildRow implements SealedRow {

    public String location;

    /** An object in JSON. */
    public Sealed tags;

    @Convert(converter = SystemData.Column.class)
    public SystemData systemData;

    @Override
    void begin(ArmCall call, Instant now) {
        create(call.id(), now);
        this.location = TrackedResource.location(call.body());
    }

    @Override
    void changed(ArmCall call, Map<String, String> given, Instant now) {
        if (given != null) {
            this.tags = Sealed.of(Json.write(given));
        }
        this.systemData = SystemData.by(call.caller(), now).after(systemData);
    }

    @Override
    void show(ObjectNode shown) {
        shown.put("location", location);
        shown.set("tags", Json.read(Sealed.text(tags), JsonNode.class));
        shown.set("systemData", Json.tree(systemData));
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
