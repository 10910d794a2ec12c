package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.operations.Operation;
import io.mltwin.workspace.operations.OperationPaths;
import io.mltwin.workspace.operations.Operations;
import io.mltwin.workspace.operations.ProviderPolling;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns a provider's operation into ARM's own, which ARM polls to its end, and tells the client
 * where to ask.
 */
@Singleton
record OperationStage(ResourceProviders providers, Operations operations) implements ArmStage {
    @Override
    public void apply(ArmExchange exchange) {
        ArmAnswer answer = exchange.answer;
        if (answer.operationId() == null) {
            return;
        }
        String id = QuarkusTransaction.requiringNew().call(() -> adopt(exchange, answer));
        Operation operation = operations.find(id).orElseThrow();
        exchange.operation = operation;
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.putAll(OperationPaths.headers(operation, exchange.call));
        exchange.answer = new ArmAnswer(answer.status(), answer.body(), id, headers);
    }

    private String adopt(ArmExchange exchange, ArmAnswer answer) {
        ArmCall call = exchange.call;
        ServiceName service = providers.serviceOf(call);
        String id = service == ServiceName.WORKSPACE
                ? answer.operationId()
                : operations.open(
                        call,
                        ProviderPolling.NAME,
                        ProviderPolling.subject(service, answer.operationId()),
                        location(exchange));
        operations.joinActivity(id, exchange.activityId());
        return id;
    }

    /** Returns the region in the polling URL: the resource's own, else any. */
    private static String location(ArmExchange exchange) {
        if (exchange.answer.body() != null
                && exchange.answer.body().path("location").isTextual()) {
            return exchange.answer.body().path("location").asText();
        }
        return exchange.body() != null && exchange.body().path("location").isTextual()
                ? AsciiCase.lower(exchange.body().path("location").asText().replace(" ", ""))
                : "global";
    }
}
