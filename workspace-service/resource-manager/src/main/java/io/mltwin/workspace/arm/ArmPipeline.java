package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.bodies.ReceivedBody;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.workspace.arm.ApiVersions.ApiVersionStage;
import io.mltwin.workspace.operations.OperationTasks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Azure Resource Manager: every control-plane call, from outside or from this service, passes these
 * stages in this order.
 */
@ApplicationScoped
public class ArmPipeline {

    /**
     * A control-plane request as it came in, from a client or from this service itself.
     *
     * @param method upper case
     * @param path raw, as sent
     * @param query raw, without the question mark
     * @param baseUrl scheme, host and port the client used
     */
    record ArmRequest(
            String method,
            String path,
            String query,
            byte[] body,
            Caller caller,
            String correlationId,
            String baseUrl) {

        boolean isRead() {
            return method.equals("GET") || method.equals("HEAD");
        }

        boolean hasBody() {
            return body != null && body.length > 0;
        }
    }

    /**
     * The answer of the pipeline.
     *
     * @param body null for none
     * @param operationId ARM's operation that goes on, else null
     */
    public record ArmReply(int status, JsonNode body, String operationId, Map<String, String> headers) {}

    private final List<ArmStage> stages;
    private final List<ArmStage> ofHead;
    private final OperationTasks tasks;
    private final Addresses addresses;
    private final Tracing tracing;

    ArmPipeline(
            ParseStage parse,
            ApiVersionStage apiVersion,
            RegistrationStage registration,
            AuthenticationStage authentication,
            AuthorizationStage authorization,
            LockStage locks,
            PolicyStage policy,
            TagStage tags,
            DispatchStage dispatch,
            OperationStage operation,
            ActivityStage activity,
            ComplianceStage compliance,
            OperationTasks tasks,
            Addresses addresses,
            Tracing tracing) {
        this.ofHead = List.of(parse, apiVersion, registration, authentication, authorization);
        this.stages = List.of(
                parse,
                apiVersion,
                registration,
                authentication,
                authorization,
                locks,
                policy,
                tags,
                dispatch,
                operation,
                activity,
                compliance);
        this.tasks = tasks;
        this.addresses = addresses;
        this.tracing = tracing;
    }

    /**
     * Returns a call of this service's own, made for a caller: the same stages as from outside.
     *
     * @throws io.mltwin.armweb.AzureException when it is refused or fails
     */
    public ArmReply call(Caller caller, String method, String pathAndQuery, JsonNode body, String correlationId) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        String query = question < 0 ? "" : pathAndQuery.substring(question + 1);
        ArmRequest request =
                new ArmRequest(method, path, query, write(body), caller, correlationId, addresses.management());
        return tracing.step("Azure Resource Manager", method + " " + path, () -> handle(request));
    }

    /**
     * A request.
     *
     * @throws io.mltwin.armweb.AzureException when it is refused or fails
     */
    public ArmReply handle(ArmRequest request) {
        return run(request, false);
    }

    /**
     * A request whose head was refused before its body was read: it is refused again, and logged.
     *
     * @throws io.mltwin.armweb.AzureException always; 503 when the head is no longer refused
     */
    ArmReply refuse(ArmRequest head) {
        return run(head, true);
    }

    private ArmReply run(ArmRequest request, boolean headOnly) {
        ArmExchange exchange = new ArmExchange(request, UUID.randomUUID().toString());
        int passed = 0;
        for (ArmStage stage : stages) {
            if (headOnly && passed++ == ofHead.size() && exchange.failure == null) {
                exchange.failure = ReceivedBody.notRead();
            }
            if (exchange.failure == null || stage.runsAfterFailure()) {
                apply(stage, exchange);
            }
        }
        if (exchange.operation != null) {
            // not before index and activity log know of it
            tasks.submit(exchange.operation.id());
        }
        if (exchange.failure != null) {
            throw exchange.failure;
        }
        return new ArmReply(
                exchange.answer.status(),
                exchange.answer.body(),
                exchange.operation == null ? null : exchange.operation.id(),
                exchange.answer.headers());
    }

    /** True when the head of a request suffices to refuse it. */
    boolean isRefused(ArmRequest head) {
        ArmExchange exchange = new ArmExchange(head, UUID.randomUUID().toString());
        for (ArmStage stage : ofHead) {
            apply(stage, exchange);
            if (exchange.failure != null) {
                return true;
            }
        }
        return false;
    }

    private static void apply(ArmStage stage, ArmExchange exchange) {
        try {
            stage.apply(exchange);
        } catch (RuntimeException e) {
            if (exchange.failure != null) {
                e.addSuppressed(exchange.failure);
            }
            exchange.failure = e;
        }
    }

    private byte[] write(JsonNode body) {
        return body == null ? null : Json.bytes(body);
    }
}
