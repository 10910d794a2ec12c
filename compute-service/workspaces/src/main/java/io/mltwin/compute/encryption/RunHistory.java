package io.mltwin.compute.encryption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.datakeys.DataKey;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The run history of one workspace, opened with its data key: values at rest are JSON encrypted
 * under that key and bound to their place, so that no row's value can be put in another's.
 *
 * <p>It is opened before the transaction that uses it, since that may ask a customer's vault, and
 * serves one request or one step of background work: the next one asks again whether the key may be
 * used.
 */
public final class RunHistory {

    private final String workspaceId;
    private final DataKey key;
    private final ObjectMapper json;

    RunHistory(String workspaceId, DataKey key, ObjectMapper json) {
        this.workspaceId = workspaceId;
        this.key = key;
        this.json = json;
    }

    /** GUID of the workspace. */
    public String workspaceId() {
        return workspaceId;
    }

    /** Encrypts a value for a place. */
    public byte[] seal(String place, Object value) {
        try {
            return key.encrypt(json.writeValueAsBytes(value), place);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Decrypts what was sealed for this place. */
    public <T> T open(String place, byte[] sealed, Class<T> type) {
        try {
            return json.readValue(key.decrypt(sealed, place), type);
        } catch (IOException e) {
            throw new UncheckedIOException("stored content has not the expected form", e);
        }
    }
}
