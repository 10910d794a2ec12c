package io.mltwin.armweb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and writes JSON with the settings that the services' bodies have: nulls of records and maps
 * are left out, times are ISO 8601, unknown members are ignored, and the limits of bodies hold. What a service has stored
 * itself is read with {@code read(content, type)}, and damaged content is an internal error; what
 * others sent is read with a refusal, which tells {@link #reason} in Azure's form.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static {
        new JsonLimits().customize(MAPPER);
    }

    private Json() {}

    /** Writes a value as text. */
    public static String write(Object value) {
        return run(() -> MAPPER.writeValueAsString(value), "a value");
    }

    /** Writes a value in UTF-8. */
    public static byte[] bytes(Object value) {
        return run(() -> MAPPER.writeValueAsBytes(value), "a value");
    }

    /** Reads text that this service has written. */
    public static <T> T read(String text, Class<T> type) {
        return run(() -> MAPPER.readValue(text, type), type);
    }

    /** Reads a list or a map that this service has written. */
    public static <T> T read(String text, TypeReference<T> type) {
        return run(() -> MAPPER.readValue(text, type), type.getType());
    }

    /** Reads bytes that this service has written. */
    public static <T> T read(byte[] text, Class<T> type) {
        return run(() -> MAPPER.readValue(text, type), type);
    }

    /** Reads a list or a map that this service has written. */
    public static <T> T read(byte[] text, TypeReference<T> type) {
        return run(() -> MAPPER.readValue(text, type), type.getType());
    }

    /** Reads a file that came with this service. */
    public static <T> T read(Path file, Class<T> type) {
        return run(() -> MAPPER.readValue(file.toFile(), type), file);
    }

    /** Reads a tree that this service has written. */
    public static <T> T read(JsonNode tree, Class<T> type) {
        return run(() -> MAPPER.treeToValue(tree, type), type);
    }

    /**
     * Reads text that somebody else has written.
     *
     * @param refusal makes the error of text that does not fit
     */
    public static <T> T read(String text, Class<T> type, Refusal refusal) {
        return run(() -> MAPPER.readValue(text, type), type, refusal);
    }

    /**
     * Reads bytes that somebody else has written.
     *
     * @param refusal makes the error of bytes that do not fit
     */
    public static <T> T read(byte[] text, Class<T> type, Refusal refusal) {
        return run(() -> MAPPER.readValue(text, type), type, refusal);
    }

    /**
     * Reads a part of a body that somebody else has written.
     *
     * @param refusal makes the error of a tree that does not fit
     */
    public static <T> T read(JsonNode tree, Class<T> type, Refusal refusal) {
        return run(() -> MAPPER.treeToValue(tree, type), type, refusal);
    }

    /** Reads text that may be no JSON; empty then. */
    public static Optional<JsonNode> find(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the tree of a value; a null node for null. */
    public static <T extends JsonNode> T tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Returns whether a member is there, and not null. */
    public static boolean isGiven(JsonNode member) {
        return member != null && !member.isNull() && !member.isMissingNode();
    }

    /** Makes the error of JSON that does not fit; {@link #reason} says why it does not. */
    public interface Refusal {
        RuntimeException of(JsonProcessingException failure);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T run(Work<T> work, Object subject) {
        return run(work, subject, null);
    }

    private static <T> T run(Work<T> work, Object subject, Refusal refusal) {
        try {
            return work.run();
        } catch (IOException e) {
            throw refusal != null && e instanceof JsonProcessingException malformed
                    ? refusal.of(malformed)
                    : new IllegalStateException("This is no JSON of its form: " + subject, e);
        }
    }

    /**
     * Returns what is wrong with a body in words of the body, not of the program: where a value does not fit, or how
     * the text is no JSON.
     */
    public static String reason(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return "the value of '" + path + "' has not the expected form.";
        }
        if (failure instanceof JsonMappingException) {
            return "it has not the expected form.";
        }
        return failure.getOriginalMessage().split(" \\(start marker|\n", 2)[0];
    }
}
