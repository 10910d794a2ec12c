package io.mltwin.resourceprovider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes a value as JSON into a column of a row, and reads it again. */
public final class JsonColumn {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JsonColumn() {}

    /** Writes a value that was read from a request, so that it can always be written. */
    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be stored as JSON: " + value.getClass(), e);
        }
    }

    /** Reads a record. */
    public static <T> T read(String column, Class<T> type) {
        try {
            return JSON.readValue(column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds no valid " + type.getSimpleName(), e);
        }
    }

    /** Reads a list or a map. */
    public static <T> T read(String column, TypeReference<T> type) {
        try {
            return JSON.readValue(column, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row holds no valid " + type.getType(), e);
        }
    }
}
