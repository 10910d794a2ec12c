package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.invalidResourceNamespace;
import static io.mltwin.armweb.ArmErrors.methodNotAllowed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.ResourceTypeTable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code /providers/{namespace}/operations}: what there is to be allowed in a namespace, from the
 * same operations that roles are made of.
 */
@Singleton
class OperationLists {

    private static final String SOURCE = "/providers/Microsoft.Authorization/providerOperations/";

    OperationLists() {}

    boolean answers(ArmCall call) {
        return call.id().isRoot() && "operations".equals(call.target().collection());
    }

    /** Asks identity, which has the operations. */
    ArmAnswer handle(ArmCall call, Function<ArmCall, ArmAnswer> identity) {
        if (!call.isList()) {
            throw methodNotAllowed(call);
        }
        String namespace = ResourceTypeTable.namespace(call.target().namespace())
                .orElseThrow(() -> invalidResourceNamespace(call.target().namespace()));
        ArmCall question = new ArmCall(
                "GET",
                ArmTarget.parse(SOURCE + namespace),
                call.apiVersion(),
                Map.of("api-version", call.apiVersion(), "$expand", "resourceTypes"),
                null,
                call.caller(),
                call.correlationId(),
                call.baseUrl());
        JsonNode found = identity.apply(question).body();
        ObjectNode body = Json.object();
        ArrayNode value = body.putArray("value");
        String provider = found.path("displayName").asText(namespace);
        found.path("operations").forEach(one -> value.add(operation(one, provider, namespace)));
        for (JsonNode type : found.path("resourceTypes")) {
            String name = type.path("displayName").asText(type.path("name").asText());
            type.path("operations").forEach(one -> value.add(operation(one, provider, name)));
        }
        return ArmAnswer.ok(body);
    }

    private ObjectNode operation(JsonNode found, String provider, String resource) {
        ObjectNode operation = Json.object();
        operation.set("name", found.path("name"));
        operation.set("isDataAction", found.path("isDataAction"));
        operation
                .putObject("display")
                .put("provider", provider)
                .put("resource", resource)
                .put("operation", found.path("displayName").asText())
                .put("description", found.path("description").asText());
        operation.set("origin", found.path("origin"));
        return operation;
    }
}
