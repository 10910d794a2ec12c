package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.Regions;

/**
 * The form that a request's body must have.
 *
 * @param type the record, {@link JsonNode} for any object, or null when the body is not read
 * @param noun what the body describes
 * @param isRequired false when a request may come without a body
 */
record BodyForm<B>(Class<B> type, String noun, boolean isRequired) {

    /**
     * Reads the body. A location must be one of Azure's regions, whatever else the type takes.
     *
     * @throws AzureException 400 {@code InvalidRequestContent} or {@code
     *     LocationNotAvailableForResourceType}
     */
    B read(ArmCall call, ObjectMapper json) {
        if (type == null || !isRequired && !isGiven(call.body())) {
            return null;
        }
        JsonNode body = call.requiredBody();
        if (body.hasNonNull("location")) {
            if (!body.path("location").isTextual()) {
                throw cannotBeRead("the value of 'location' has not the expected form.");
            }
            if (!body.path("location").textValue().isBlank()) {
                Regions.require(body.path("location").textValue(), call.id().type());
            }
        }
        try {
            return type == JsonNode.class ? type.cast(body) : json.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw cannotBeRead(Json.reason(e));
        }
    }

    private AzureException cannotBeRead(String reason) {
        return invalidRequestContent("The %s cannot be read: %s", noun, reason);
    }
}
