package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.JsonLimits;
import io.mltwin.armweb.QueryString;
import io.mltwin.workspace.arm.ArmPipeline.ArmRequest;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads id, query and body of a request. */
@Singleton
class ParseStage implements ArmStage {

    private static final Pattern SUBSCRIPTION = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Subscriptions subscriptions;
    private final RequestContent content;

    ParseStage(Subscriptions subscriptions, ObjectMapper json) {
        this.subscriptions = subscriptions;
        this.content = new RequestContent(json);
    }

    @Override
    public void apply(ArmExchange exchange) {
        ArmRequest request = exchange.request();
        ArmTarget target = ArmTarget.parse(request.path());
        checkId(target);
        Map<String, String> query = QueryString.parse(request.query());
        exchange.call = new ArmCall(
                request.method(),
                target,
                query.get("api-version"),
                query,
                request.hasBody() ? content.read(request.body()) : null,
                request.caller(),
                request.correlationId(),
                request.baseUrl());
        if (target.id().subscriptionId() != null) {
            exchange.subscription =
                    subscriptions.find(target.id().subscriptionId()).orElse(null);
        }
    }

    private static void checkId(ArmTarget target) {
        String subscription = target.id().subscriptionId();
        badRequestIf(
                subscription != null && !SUBSCRIPTION.matcher(subscription).matches(),
                "InvalidSubscriptionId",
                "The provided subscription identifier '%s' is malformed or invalid.",
                subscription);
    }

    /**
     * Reads bodies as Azure Resource Manager does: names may stand without quotes and comments
     * anywhere, since Azure CLI sends templates so.
     */
    static final class RequestContent {

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
                        "The request content was invalid and could not be deserialized: " + Json.reason(e));
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
}
