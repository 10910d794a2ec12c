package io.mltwin.armweb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.function.Function;

/**
 * Reads and writes JSON with the settings that the services' bodies have. What a service has stored
 * itself is read with {@code read(content, type)}, and damaged content is an internal error; what
 * others sent is read with a refusal, which tells {@link BodyErrors#reason} in Azure's form.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final String NOT_VALID = "Stored JSON is no valid ";

    static {
        new JsonLimits().customize(MAPPER);
    }

    private Json() {}

    /** Writes a value as text. */
    public static String write(Object value) {
        return run(() -> MAPPER.writeValueAsString(value), "A value cannot be written as JSON");
    }

    /** Writes a value in UTF-8. */
    public static byte[] bytes(Object value) {
        return run(() -> MAPPER.writeValueAsBytes(value), "A value cannot be written as JSON");
    }

    /** Reads text that this service has written. */
    public static <T> T read(String text, Class<T> type) {
        return run(() -> MAPPER.readValue(text, type), NOT_VALID + type.getSimpleName());
    }

    /** Reads a list or a map that this service has written. */
    public static <T> T read(String text, TypeReference<T> type) {
        return run(() -> MAPPER.readValue(text, type), NOT_VALID + type.getType());
    }

    /** Reads bytes that this service has written. */
    public static <T> T read(byte[] text, Class<T> type) {
        return run(() -> MAPPER.readValue(text, type), NOT_VALID + type.getSimpleName());
    }

    /** Reads a tree that this service has written. */
    public static <T> T read(JsonNode tree, Class<T> type) {
        return run(() -> MAPPER.treeToValue(tree, type), NOT_VALID + type.getSimpleName());
    }

    /**
     * Reads text that somebody else has written.
     *
     * @param refusal makes the error of text that does not fit
     */
    public static <T> T read(String text, Class<T> type, Function<JsonProcessingException, RuntimeException> refusal) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw refusal.apply(e);
        }
    }

    /**
     * Reads a part of a body that somebody else has written.
     *
     * @param refusal makes the error of a tree that does not fit
     */
    public static <T> T read(
            JsonNode tree, Class<T> type, Function<JsonProcessingException, RuntimeException> refusal) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw refusal.apply(e);
        }
    }

    /** Returns the tree of a value; a null node for null. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T run(Work<T> work, String failure) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new IllegalStateException(failure, e);
        }
    }
}
