package io.mltwin.scoring.documents;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * JSON Patch (RFC 6902) as model management's PATCH takes it: {@code add}, {@code replace}, {@code
 * remove} and {@code test} on the mutable members of a document and on entries of its objects.
 */
public final class JsonPatch {

    private JsonPatch() {}

    /**
     * Returns a changed copy of the document; all operations or none.
     *
     * @param mutable names of the members that may change
     * @throws AzureException 400 when an operation is malformed, unknown, or on another member
     */
    public static ObjectNode apply(ObjectNode document, JsonNode operations, Set<String> mutable) {
        if (operations == null || !operations.isArray() || operations.isEmpty()) {
            throw invalid("The body must be a JSON Patch: an array of operations.");
        }
        ObjectNode changed = document.deepCopy();
        for (JsonNode operation : operations) {
            apply(changed, AsciiCase.lower(operation.path("op").asText()), operation, mutable);
        }
        return changed;
    }

    private static void apply(ObjectNode document, String op, JsonNode operation, Set<String> mutable) {
        String path = operation.path("path").asText();
        List<String> steps = steps(path);
        if (!op.equals("test") && !mutable.contains(steps.get(0))) {
            throw invalid("The path '"
                    + path
                    + "' cannot be changed; these can: "
                    + String.join(", ", mutable.stream().sorted().toList())
                    + ".");
        }
        ObjectNode holder = document;
        for (int i = 0; i < steps.size() - 1; i++) {
            JsonNode next = holder.get(steps.get(i));
            if (!isGiven(next)) {
                next = holder.putObject(steps.get(i));
            }
            if (!(next instanceof ObjectNode object)) {
                throw invalid("The path '" + path + "' leads through something that is no object.");
            }
            holder = object;
        }
        String name = steps.get(steps.size() - 1);
        JsonNode value = operation.get("value");
        switch (op) {
            case "add" -> holder.set(name, required(value, path));
            case "replace" -> {
                // Azure's clients replace members that have never been set
                if (steps.size() > 1 && !holder.has(name)) {
                    throw invalid("The path '" + path + "' does not exist, so it cannot be replaced.");
                }
                holder.set(name, required(value, path));
            }
            case "remove" -> {
                if (!holder.has(name)) {
                    throw invalid("The path '" + path + "' does not exist, so it cannot be removed.");
                }
                holder.remove(name);
            }
            case "test" -> {
                if (!required(value, path).equals(holder.get(name))) {
                    throw invalid("The test of '" + path + "' failed; nothing was changed.");
                }
            }
            default -> throw invalid("The operation '" + op + "' is none of add, replace, remove, test.");
        }
    }

    private static JsonNode required(JsonNode value, String path) {
        if (value == null) {
            throw invalid("The operation on '" + path + "' has no value.");
        }
        return value;
    }

    private static List<String> steps(String path) {
        if (!path.startsWith("/") || path.length() < 2) {
            throw invalid("The path '" + path + "' is no JSON pointer such as /description.");
        }
        List<String> steps = new ArrayList<>();
        for (String step : path.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    private static AzureException invalid(String message) {
        return badRequest("BadRequest", "The request is invalid.")
                .withDetails(List.of(new AzureException.Detail("InvalidPatch", message, null)));
    }
}
