package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.locationRequired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/**
 * What Azure Resource Manager's tracked resources have in common ({@code TrackedResource} of its
 * common types): an id, a location that stays, tags, and what a provider keeps of a request as it
 * came.
 */
public final class TrackedResource {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrackedResource() {}

    /**
     * Returns the location that a new resource asks for, {@code eastus} for {@code East US}.
     *
     * @throws AzureException 400 {@code LocationRequired}
     */
    public static String location(JsonNode body) {
        String given = body.path("location").asText("");
        if (given.isBlank()) {
            throw locationRequired();
        }
        return location(given);
    }

    public static String location(String given) {
        return AsciiCase.lower(given).replace(" ", "");
    }

    /** Returns a copy of these members of a request, of those that it has. */
    public static ObjectNode kept(JsonNode body, List<String> members) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (String member : members) {
            if (body.hasNonNull(member)) {
                content.set(member, body.path(member).deepCopy());
            }
        }
        return content;
    }

    /** Reads the stored content. */
    public static ObjectNode read(String stored) {
        try {
            return (ObjectNode) JSON.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored resource is no JSON", e);
        }
    }

    /**
     * JSON Merge Patch (RFC 7396): null removes a member, objects are merged, all else replaces.
     */
    static void merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else if (member.getValue().isObject()) {
                if (!target.path(member.getKey()).isObject()) {
                    target.putObject(member.getKey());
                }
                merge((ObjectNode) target.path(member.getKey()), member.getValue());
            } else {
                target.set(member.getKey(), member.getValue());
            }
        });
    }
}
