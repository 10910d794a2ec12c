package io.mltwin.local.why;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explained decision of identity-service as a person reads it. */
public final class DecisionText {
    private DecisionText() {}

    /** Returns the lines. */
    public static List<String> of(JsonNode decision) {
        List<String> lines = new ArrayList<>();
        lines.add((decision.path("allowed").asBoolean() ? "Allowed" : "Denied")
                + " at "
                + decision.path("time").asText());
        lines.add("  principal  " + decision.path("principalId").asText());
        lines.add((decision.path("isDataAction").asBoolean() ? "  data action " : "  action     ")
                + decision.path("action").asText());
        lines.add("  scope      " + decision.path("scope").asText());
        lines.add("");
        lines.add("Because:");
        lines.add("  " + decision.path("reason").asText());
        lines.add("");
        JsonNode denials = decision.path("denyAssignments");
        if (!denials.isEmpty()) {
            lines.add("Deny assignments:");
            denials.forEach(deny -> add(lines, deny, deny.path("name").asText()));
        }
        JsonNode assignments = decision.path("roleAssignments");
        lines.add(assignments.isEmpty() ? "Role assignments: none" : "Role assignments:");
        assignments.forEach(
                assignment -> add(lines, assignment, assignment.path("roleName").asText()));
        JsonNode role = decision.path("smallestRole");
        if (role.isObject()) {
            lines.add("");
            lines.add("The smallest built-in role that would allow it: "
                    + role.path("roleName").asText()
                    + " ("
                    + role.path("operations").asInt()
                    + " operations), assigned at");
            lines.add("  " + role.path("scope").asText());
        }
        return lines;
    }

    private static void add(List<String> lines, JsonNode assignment, String name) {
        String result = assignment.path("result").asText();
        StringBuilder line = new StringBuilder("  ").append(name).append(": ");
        line.append(words(result));
        if (assignment.path("pattern").isTextual()) {
            line.append(" by '").append(assignment.path("pattern").asText()).append('\'');
        }
        if (assignment.path("notAction").isTextual()) {
            line.append(", taken away by '")
                    .append(assignment.path("notAction").asText())
                    .append('\'');
        }
        lines.add(line.toString());
        lines.add("    at " + assignment.path("scope").asText());
        if (assignment.path("principalId").isTextual()) {
            lines.add("    of " + assignment.path("principalId").asText());
        }
    }

    private static String words(String result) {
        return switch (result) {
            case "GRANTED" -> "allows it";
            case "SUBTRACTED" -> "names it";
            case "NOT_NAMED" -> "does not name it";
            case "OTHER_SCOPE" -> "is for another scope";
            case "NOT_IN_FORCE" -> "is not in force";
            case "DENIED" -> "denies it";
            case "EXCLUDED" -> "excludes the principal";
            default -> result.toLowerCase(Locale.ROOT);
        };
    }
}
