package io.mltwin.compute.encryption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Values at rest: JSON encrypted under the workspace's data key and bound to its place, so that no
 * row's value can be put in another's.
 */
@Singleton
public class Sealed {

    private final WorkspaceKeys keys;
    private final ObjectMapper json;

    Sealed(WorkspaceKeys keys, ObjectMapper json) {
        this.keys = keys;
        this.json = json;
    }

    public byte[] seal(String workspaceId, String place, Object value) {
        try {
            return keys.of(workspaceId).encrypt(json.writeValueAsBytes(value), place);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public <T> T open(String workspaceId, String place, byte[] sealed, Class<T> type) {
        try {
            return json.readValue(keys.of(workspaceId).decrypt(sealed, place), type);
        } catch (IOException e) {
            throw new UncheckedIOException("stored content has not the expected form", e);
        }
    }
}
