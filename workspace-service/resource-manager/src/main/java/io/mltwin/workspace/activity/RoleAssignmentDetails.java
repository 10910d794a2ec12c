package io.mltwin.workspace.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;

/**
 * The properties of the events of role assignments, which show a reader of the log who was given
 * which role where ("View activity logs for Azure RBAC changes"): {@code requestbody} when one is
 * written, {@code responseBody} when one is deleted.
 */
public final class RoleAssignmentDetails {

    private static final String TYPE = "Microsoft.Authorization/roleAssignments";
    private static final List<String> SHOWN = List.of("principalId", "principalType", "roleDefinitionId", "scope");

    private RoleAssignmentDetails() {}

    /** Null for anything but a role assignment that is written. */
    public static Map<String, String> ofRequest(ArmCall call) {
        return call.isPut() && isRoleAssignment(call) && call.body() != null
                ? Map.of(
                        "requestbody",
                        shown(call.body(), call.id().providerScope().toString()))
                : null;
    }

    /** Null for anything but a role assignment that is deleted. */
    public static Map<String, String> ofAnswer(ArmCall call, JsonNode answer) {
        return call.isDelete() && isRoleAssignment(call) && answer != null
                ? Map.of("responseBody", shown(answer, call.id().providerScope().toString()))
                : null;
    }

    private static boolean isRoleAssignment(ArmCall call) {
        return AsciiCase.equal(call.id().type(), TYPE);
    }

    private static String shown(JsonNode body, String scope) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        JsonNode given = body.path("properties");
        SHOWN.stream()
                .filter(name -> given.path(name).isTextual())
                .forEach(name -> properties.put(name, given.path(name).asText()));
        properties.put("scope", scope);
        return JsonNodeFactory.instance
                .objectNode()
                .set("properties", properties)
                .toString();
    }
}
