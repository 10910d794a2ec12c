package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.armweb.JsonLimits;
import java.io.IOException;

/**
 * Reads bodies as Azure Resource Manager does: names may stand without quotes and comments
 * anywhere, since Azure CLI sends templates so.
 */
final class RequestContent {

    private final ObjectReader json;

    RequestContent(ObjectMapper json) {
        ObjectMapper limited = json.copy();
        limited.getFactory().setStreamReadConstraints(JsonLimits.ofDocument());
        this.json = limited.reader()
                .with(JsonReadFeature.ALLOW_JAVA_COMMENTS.mappedFeature())
                .with(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES.mappedFeature());
    }

    JsonNode read(byte[] body) {
        try {
            JsonNode content = json.readTree(body);
            checkText(content);
            return content;
        } catch (JsonProcessingException e) {
            throw invalidRequestContent(
                    "The request content was invalid and could not be deserialized: " + BodyErrors.reason(e));
        } catch (IOException e) {
            throw invalidRequestContent("The request content could not be read.");
        }
    }

    /** No store takes the character zero in a text. */
    private static void checkText(JsonNode node) {
        invalidRequestContentIf(
                node.isTextual() && node.asText().indexOf('\0') >= 0,
                "The request content holds the character \\u0000.");
        node.forEach(RequestContent::checkText);
    }
}
