package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A resource as a policy sees it: the whole resource that a request would leave, or that stands.
 *
 * @param resource with id, name and type
 * @param group the resource group's id, name, location and tags, asked for only when a rule does
 */
public record PolicySubject(ArmResourceId id, JsonNode resource, Supplier<JsonNode> group) {

    /** Returns the resource that a PUT leaves: its body, since a PUT says everything. */
    public static PolicySubject ofPut(ArmResourceId id, JsonNode body, Supplier<JsonNode> group) {
        return new PolicySubject(id, named(id, object(body)), group);
    }

    /** Returns the resource that a PATCH leaves: the one that stands, changed; tags are replaced as a whole. */
    public static PolicySubject ofPatch(ArmResourceId id, JsonNode standing, JsonNode body, Supplier<JsonNode> group) {
        ObjectNode merged = merge(object(standing), object(body));
        if (body != null && body.path("tags").isObject()) {
            merged.set("tags", body.path("tags").deepCopy());
        }
        return new PolicySubject(id, named(id, merged), group);
    }

    /** True for what has a region and tags, which is all that mode Indexed looks at. */
    public boolean isIndexed() {
        return !id.isResourceGroup()
                && !id.isSubscription()
                && (id.types().size() == 1 || resource.path("location").isTextual());
    }

    private static ObjectNode named(ArmResourceId id, ObjectNode resource) {
        resource.put("id", id.toString());
        resource.put("name", id.name());
        resource.put("type", id.type());
        return resource;
    }

    private static ObjectNode object(JsonNode node) {
        return node != null && node.isObject() ? node.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode merge(ObjectNode into, ObjectNode change) {
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            JsonNode old = into.get(field.getKey());
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (field.getValue().isObject() && old != null && old.isObject()) {
                merge((ObjectNode) old, (ObjectNode) field.getValue());
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
        return into;
    }

    /** {@code ws1/cpu} for a compute of a workspace. */
    String fullName() {
        return id.isResourceGroup() || id.isSubscription() ? id.name() : String.join("/", id.names());
    }
}
