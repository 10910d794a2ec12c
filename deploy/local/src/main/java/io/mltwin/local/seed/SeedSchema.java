package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.local.layout.Json;
import io.mltwin.local.seed.SeedProblems.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The published JSON schema of seed files. What it says is what is checked: of JSON Schema {@code
 * type}, {@code properties}, {@code additionalProperties}, {@code required}, {@code items}, {@code
 * enum}, {@code pattern}, {@code propertyNames}, {@code $ref} into {@code $defs}, and {@code oneOf} whose branches differ by the first
 * required field. {@code x-names} says of what a text is the name, {@code x-does} which calls a step makes.
 */
final class SeedSchema {
    private static final String RESOURCE = "seed.schema.json";
    private static final int MOST_BYTES = 1 << 20;

    private final JsonNode schema;
    private final SeedText text;
    private final SeedProblems problems;

    SeedSchema(SeedText text, SeedProblems problems) {
        this.schema = load();
        this.text = text;
        this.problems = problems;
    }

    private static JsonNode load() {
        try (InputStream content = SeedSchema.class.getResourceAsStream(RESOURCE)) {
            return Json.MAPPER.readTree(
                    BoundedReader.readAll(content, MOST_BYTES, "the schema of seed files is too large"));
        } catch (IOException e) {
            throw new UncheckedIOException("The schema of seed files cannot be read.", e);
        }
    }

    /** Checks a whole file. */
    void check(JsonNode root) {
        check(root, schema, new Place(1, 1), "The file");
    }

    /** Returns what the schema says of a step of this kind; empty if it is of none. */
    Optional<JsonNode> kind(JsonNode step) {
        return StreamSupport.stream(schema.at("/$defs/step/oneOf").spliterator(), false)
                .filter(branch -> step.has(nameOf(branch)))
                .findFirst();
    }

    /** Returns the field that makes a step one of this kind. */
    static String nameOf(JsonNode kind) {
        return kind.path("required").path(0).asText();
    }

    /** Returns what the schema says of a field. */
    JsonNode field(JsonNode kind, String name) {
        return follow(kind.path("properties").path(name));
    }

    private JsonNode follow(JsonNode rule) {
        return rule.has("$ref") ? schema.at(rule.path("$ref").asText().substring(1)) : rule;
    }

    private void check(JsonNode value, JsonNode wanted, Place place, String name) {
        JsonNode rule = follow(wanted);
        if (rule.has("oneOf")) {
            checkKind(value, rule.path("oneOf"), place);
            return;
        }
        List<String> types = texts(rule.path("type"));
        if (!types.isEmpty() && !types.contains(type(value))) {
            problems.add(place, name + " must be " + String.join(" or ", types) + ", and is " + type(value) + ".");
        } else if (rule.has("enum") && !texts(rule.path("enum")).contains(value.asText())) {
            problems.add(place, name + " must be one of " + String.join(", ", texts(rule.path("enum"))) + ".");
        } else if (rule.has("pattern")
                && value.isTextual()
                && !value.asText().matches(rule.path("pattern").asText())) {
            String form = rule.path("x-form").asText(rule.path("description").asText());
            problems.add(place, name + " must be " + form + ".");
        } else if (value.isObject()) {
            checkFields(value, rule, place, name);
        } else if (value.isArray() && rule.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(value.path(i), rule.path("items"), text.valueOf(value, String.valueOf(i)), "A value of " + name);
            }
        }
    }

    private void checkKind(JsonNode value, JsonNode kinds, Place place) {
        List<String> names = StreamSupport.stream(kinds.spliterator(), false)
                .map(SeedSchema::nameOf)
                .toList();
        List<String> said = names.stream().filter(value::has).toList();
        if (said.size() == 1) {
            kind(value).ifPresent(kind -> check(value, kind, place, "The step"));
        } else if (said.isEmpty()) {
            problems.add(place, "A step has one of the fields " + String.join(", ", names) + ": add one.");
        } else {
            problems.add(place, "A step does one thing: make steps of " + String.join(" and ", said) + ".");
        }
    }

    private void checkFields(JsonNode value, JsonNode rule, Place place, String name) {
        JsonNode known = rule.path("properties");
        for (String required : texts(rule.path("required"))) {
            if (!value.has(required)) {
                problems.add(place, name + " has no '" + required + "': add it.");
            }
        }
        value.fieldNames().forEachRemaining(field -> {
            JsonNode others = rule.path("additionalProperties");
            JsonNode names = rule.path("propertyNames");
            if (known.has(field) || others.isObject()) {
                check(
                        value.path(field),
                        known.has(field) ? known.path(field) : others,
                        text.valueOf(value, field),
                        "'" + field + "'");
            } else if (others.isBoolean()) {
                List<String> fields = new ArrayList<>();
                known.fieldNames().forEachRemaining(fields::add);
                problems.add(
                        text.keyOf(value, field),
                        "There is no field '" + field + "' here; there are " + String.join(", ", fields) + ".");
            }
            if (names.has("pattern") && !field.matches(names.path("pattern").asText())) {
                problems.add(
                        text.keyOf(value, field),
                        "The name '" + field + "' must be "
                                + names.path("description").asText() + ".");
            }
        });
    }

    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        if (values.isTextual()) {
            texts.add(values.asText());
        }
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static String type(JsonNode value) {
        return value.isTextual()
                ? "string"
                : value.isNull() ? "null" : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
