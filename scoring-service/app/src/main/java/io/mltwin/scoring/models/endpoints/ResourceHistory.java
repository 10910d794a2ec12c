package io.mltwin.scoring.models.endpoints;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.resourceprovider.TrackedResource;
import java.time.Instant;

/** {@code systemData} of endpoints and deployments, as it is stored. */
public final class ResourceHistory {

    private ResourceHistory() {}

    public static String created(Caller caller, Instant now) {
        ObjectNode history = JsonNodeFactory.instance
                .objectNode()
                .put("createdBy", caller.displayName())
                .put("createdByType", SystemData.typeOf(caller))
                .put("createdAt", now.toString());
        return modified(history, caller, now);
    }

    /** Returns what is stored after a change. */
    public static String modified(String stored, Caller caller, Instant now) {
        return modified(TrackedResource.read(stored), caller, now);
    }

    private static String modified(ObjectNode history, Caller caller, Instant now) {
        return history.put("lastModifiedBy", caller.displayName())
                .put("lastModifiedByType", SystemData.typeOf(caller))
                .put("lastModifiedAt", now.toString())
                .toString();
    }
}
