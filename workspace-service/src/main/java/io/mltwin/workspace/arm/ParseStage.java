package io.mltwin.workspace.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.QueryString;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/** Reads id, query and body of a request. */
@Singleton
class ParseStage implements ArmStage {

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

    private JsonNode body(ArmRequest request) {
        if (!request.hasBody()) {
            return null;
        }
        try {
            return json.readTree(request.body());
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content was invalid and could not be deserialized: "
                            + e.getOriginalMessage().split(" \\(start marker|\n", 2)[0]);
        } catch (IOException e) {
            throw ArmErrors.invalidRequestContent("The request content could not be read.");
        }
    }
}
