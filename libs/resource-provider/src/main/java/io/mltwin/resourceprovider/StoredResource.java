package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;

/**
 * A resource as {@link StoredResources} keeps it.
 *
 * @param content what its provider keeps of the request: {@code tags}, {@code properties}
 */
public record StoredResource(ArmResourceId id, String location, ObjectNode content, SystemData systemData) {

    /** Returns the resource as Azure Resource Manager shows it. */
    public ObjectNode body() {
        return TrackedResource.shown(id.toString(), id.name(), id.type(), location, content.toString());
    }
}
