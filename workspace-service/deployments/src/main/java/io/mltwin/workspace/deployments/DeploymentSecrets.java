package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Templates, parameters and outputs as they lie in the database: under the service's root key. */
@Singleton
class DeploymentSecrets {

    private final RootKeys rootKeys;
    private final ObjectMapper json;

    DeploymentSecrets(RootKeys rootKeys, ObjectMapper json) {
        this.rootKeys = rootKeys;
        this.json = json;
    }

    /**
     * Returns the ciphertext.
     *
     * @param place binds it to the row and column it lies in
     */
    byte[] seal(Object value, String place) {
        try {
            return rootKeys.wrap(json.writeValueAsBytes(value), place);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a deployment cannot be written", e);
        }
    }

    <T> T open(byte[] sealed, Class<T> type, String place) {
        try {
            return json.readValue(rootKeys.unwrap(sealed, place), type);
        } catch (IOException e) {
            throw new IllegalStateException("a stored deployment cannot be read", e);
        }
    }

    JsonNode tree(String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored deployment cannot be read", e);
        }
    }
}
