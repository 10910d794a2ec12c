package io.mltwin.workspace.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.index.IndexedResource;
import java.time.Instant;
import java.util.Set;

/** A resource in ARM's generic lists. */
record GenericResourceBody(
        String id,
        String name,
        String type,
        String location,
        String kind,
        JsonNode sku,
        JsonNode tags,
        Instant createdTime,
        Instant changedTime,
        String provisioningState) {

    static final Set<String> EXPANDABLE = Set.of("createdtime", "changedtime", "provisioningstate");

    /** With the times and the state only when {@code $expand} names them. */
    static GenericResourceBody of(IndexedResource resource, Set<String> expand) {
        return new GenericResourceBody(
                resource.id().toString(),
                resource.id().name(),
                resource.id().type(),
                resource.location(),
                resource.kind(),
                resource.sku(),
                resource.tags(),
                expand.contains("createdtime") ? resource.createdAt() : null,
                expand.contains("changedtime") ? resource.changedAt() : null,
                expand.contains("provisioningstate") ? resource.provisioningState() : null);
    }
}
