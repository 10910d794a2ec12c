package io.mltwin.resourceprovider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.BodyErrors;

/**
 * The form that a request's body must have.
 *
 * @param type the record, {@link JsonNode} for any object, or null when the body is not read
 * @param noun what the body describes
 * @param isRequired false when a request may come without a body
 */
record BodyForm<B>(Class<B> type, String noun, boolean isRequired) {

    /**
     * Reads the body.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code InvalidRequestContent}
     */
    B read(ArmCall call, ObjectMapper json) {
        if (type == null || !isRequired && (call.body() == null || call.body().isNull())) {
            return null;
        }
        JsonNode body = call.requiredBody();
        try {
            return type == JsonNode.class ? type.cast(body) : json.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The " + noun + " cannot be read: " + BodyErrors.reason(e));
        }
    }
}
