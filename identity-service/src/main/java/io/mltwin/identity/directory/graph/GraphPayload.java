package io.mltwin.identity.directory.graph;

import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.identity.directory.DirectoryErrors.invalidValue;
import static io.mltwin.identity.directory.DirectoryErrors.malformedJson;
import static io.mltwin.identity.directory.DirectoryErrors.missingProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Rules;
import io.mltwin.identity.directory.DirectoryErrors;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JSON object that a client sends to Microsoft Graph. A property that is left out keeps its
 * value, and {@code null} clears it. Properties that Graph does not know are refused, and so are
 * those that would have no effect here.
 */
record GraphPayload(ObjectNode body) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static GraphPayload read(String text) {
        try {
            if (text != null && JSON.readTree(text) instanceof ObjectNode object) {
                return new GraphPayload(object);
            }
        } catch (JsonProcessingException e) {
            throw malformedJson();
        }
        throw malformedJson();
    }

    /** Begins a table of rules of an object: it refuses all properties but these and those that its rows name. */
    static Rules<JsonNode> rules(String... built) {
        return Rules.of(JsonNode.class, "", (name, why) -> invalidValue(name))
                .only(
                        DirectoryErrors::unknownProperty,
                        Stream.concat(Stream.of("@odata.type"), Stream.of(built))
                                .toArray(String[]::new));
    }

    /** Refuses an object for which these rules do not hold. */
    GraphPayload allow(Rules<JsonNode> rules) {
        rules.check(body);
        return this;
    }

    /** Refuses all properties but these. */
    GraphPayload allow(String... built) {
        return allow(rules(built));
    }

    boolean has(String name) {
        return body.has(name);
    }

    /** Returns the text, or the present one if the property is left out. */
    String text(String name, String present) {
        JsonNode node = body.get(name);
        if (node == null) {
            return present;
        }
        if (node.isNull()) {
            return null;
        }
        if (!node.isTextual() || node.asText().length() > 256) {
            throw invalidValue(name);
        }
        return node.asText().isEmpty() ? null : node.asText();
    }

    String text(String name) {
        return text(name, null);
    }

    /** Returns the text, which is required. */
    String required(String name, String present, String type) {
        String text = text(name, present);
        if (isBlank(text)) {
            throw missingProperty(name, type);
        }
        return text;
    }

    boolean truth(String name, boolean present) {
        JsonNode node = body.get(name);
        if (!isGiven(node)) {
            return present;
        }
        if (!node.isBoolean()) {
            throw invalidValue(name);
        }
        return node.asBoolean();
    }

    Instant time(String name) {
        String text = text(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw invalidValue(name);
        }
    }

    List<String> texts(String name, List<String> present) {
        JsonNode node = body.get(name);
        if (node == null) {
            return present;
        }
        if (node.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (!node.isArray()) {
            throw invalidValue(name);
        }
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                throw invalidValue(name);
            }
            texts.add(element.asText());
        }
        return texts;
    }

    /** Returns the object in this property, or null. */
    GraphPayload object(String name) {
        JsonNode node = body.get(name);
        if (!isGiven(node)) {
            return null;
        }
        if (node instanceof ObjectNode object) {
            return new GraphPayload(object);
        }
        throw invalidValue(name);
    }

    List<GraphPayload> objects(String name) {
        JsonNode node = body.get(name);
        if (!isGiven(node)) {
            return List.of();
        }
        List<GraphPayload> objects = new ArrayList<>();
        for (JsonNode element : node) {
            if (element instanceof ObjectNode object) {
                objects.add(new GraphPayload(object));
            } else {
                throw invalidValue(name);
            }
        }
        return objects;
    }

    /** Returns a text that may be long, such as a certificate. */
    String longText(String name) {
        return body.path(name).isTextual() ? body.path(name).asText() : null;
    }

    @Override
    public String toString() {
        Set<String> names = new HashSet<>();
        body.fieldNames().forEachRemaining(names::add);
        return "GraphPayload" + names;
    }
}
