package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;

/** Templates, parameters and outputs as they lie in the database: under the service's root key. */
@Singleton
record DeploymentSecrets(RootKeys rootKeys) {
    /**
     * Returns the ciphertext.
     *
     * @param place binds it to the row and column it lies in
     */
    byte[] seal(Object value, String place) {
        return rootKeys.wrap(Json.bytes(value), place);
    }

    <T> T open(byte[] sealed, Class<T> type, String place) {
        return Json.read(rootKeys.unwrap(sealed, place), type);
    }

    JsonNode tree(String text) {
        return text == null ? null : Json.read(text, JsonNode.class);
    }
}
