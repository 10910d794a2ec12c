package io.mltwin.workspace.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import java.time.Instant;

/** A resource as ARM's lists show it, without asking its provider. */
public record IndexedResource(
        ArmResourceId id,
        String location,
        JsonNode tags,
        String kind,
        JsonNode sku,
        String provisioningState,
        IndexedState state,
        Instant createdAt,
        Instant changedAt) {

    /** Children are reached through their parent; lists show what stands on its own. */
    public boolean isTopLevel() {
        return id.types().size() == 1;
    }
}
