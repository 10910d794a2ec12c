package io.mltwin.scoring.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.Sealed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON kept in text columns: tags, properties, lists of ids, requests to be resumed. */
public final class JsonText {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

    private JsonText() {}

    public static String of(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Writes a value that is encrypted at rest. */
    public static Sealed sealed(Object value) {
        return value == null ? null : Sealed.of(of(value));
    }

    public static Map<String, String> map(Sealed text) {
        return map(Sealed.text(text));
    }

    public static JsonNode node(Sealed text) {
        return node(Sealed.text(text));
    }

    public static <T> T as(Sealed text, Class<T> type) {
        return as(Sealed.text(text), type);
    }

    public static Map<String, String> map(String text) {
        return text == null ? Map.of() : Json.read(text, MAP);
    }

    public static List<String> list(String text) {
        return text == null ? List.of() : Json.read(text, LIST);
    }

    public static JsonNode node(String text) {
        return as(text, JsonNode.class);
    }

    public static <T> T as(String text, Class<T> type) {
        return text == null ? null : Json.read(text, type);
    }

    /** Reads a document of a kind with parameters, such as a map of maps. */
    public static <T> T as(String text, TypeReference<T> type) {
        return text == null ? null : Json.read(text, type);
    }
}
