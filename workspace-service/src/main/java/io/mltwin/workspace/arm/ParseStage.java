package io.mltwin.workspace.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.armweb.QueryString;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads id, query and body of a request. */
@Singleton
class ParseStage implements ArmStage {

    private static final Pattern SUBSCRIPTION =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Subscriptions subscriptions;
    private final ObjectMapper json;

    ParseStage(Subscriptions subscriptions, ObjectMapper json) {
        this.subscriptions = subscriptions;
        this.json = json;
    }

    @Override
    public void apply(ArmExchange exchange) {
        ArmRequest request = exchange.request();
        ArmTarget target = ArmTarget.parse(request.path());
        checkId(target);
        Map<String, String> query = QueryString.parse(request.query());
        exchange.call =
                new ArmCall(
                        request.method(),
                        target,
                        query.get("api-version"),
                        query,
                        body(request),
                        request.caller(),
                        request.correlationId(),
                        request.baseUrl());
        if (target.id().subscriptionId() != null) {
            exchange.subscription = subscriptions.find(target.id().subscriptionId()).orElse(null);
        }
    }

    private static void checkId(ArmTarget target) {
        if ((target.id() + target.type()).chars().anyMatch(Character::isISOControl)) {
            throw new AzureFault(400, "InvalidRequestUri", "The path holds a control character.");
        }
        String subscription = target.id().subscriptionId();
        if (subscription != null && !SUBSCRIPTION.matcher(subscription).matches()) {
            throw new AzureFault(
                    400,
                    "InvalidSubscriptionId",
                    "The provided subscription identifier '"
                            + subscription
                            + "' is malformed or invalid.");
        }
    }

    private JsonNode body(ArmRequest request) {
        if (!request.hasBody()) {
            return null;
        }
        try {
            JsonNode body = json.readTree(request.body());
            checkText(body);
            return body;
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content was invalid and could not be deserialized: "
                            + BodyErrors.reason(e));
        } catch (IOException e) {
            throw ArmErrors.invalidRequestContent("The request content could not be read.");
        }
    }

    /** No store takes the character zero in a text. */
    private static void checkText(JsonNode node) {
        if (node.isTextual() && node.asText().indexOf('\0') >= 0) {
            throw ArmErrors.invalidRequestContent(
                    "The request content holds the character \\u0000.");
        }
        node.forEach(ParseStage::checkText);
    }
}
