package io.mltwin.workspace.arm;

import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.QueryString;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
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
}
