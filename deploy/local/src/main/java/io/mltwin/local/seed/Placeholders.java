package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of {@code ${name}} and {@code ${name.field.0}} in the texts and field
 * names of a tree. A text that is nothing but one becomes the value itself; a field whose value is
 * missing is left out. {@code $$} stands for a dollar sign.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$|\\$\\{([^}]*)}");

    private Placeholders() {}

    /** Gives the path of each placeholder. */
    static void each(String text, Consumer<String> path) {
        PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .forEach(found -> path.accept(found.group(1)));
    }

    static JsonNode fill(JsonNode template, JsonNode scope) {
        if (template.isTextual()) {
            Matcher whole = PLACEHOLDER.matcher(template.asText());
            return whole.matches() && whole.group(1) != null
                    ? find(scope, whole.group(1))
                    : JsonNodeFactory.instance.textNode(text(template.asText(), scope));
        }
        if (template.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            template.properties().forEach(field -> {
                JsonNode value = fill(field.getValue(), scope);
                if (!value.isMissingNode()) {
                    filled.set(text(field.getKey(), scope), value);
                }
            });
            return filled;
        }
        if (template.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            template.forEach(item -> filled.add(fill(item, scope)));
            return filled;
        }
        return template;
    }

    private static String text(String template, JsonNode scope) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String path = found.group(1);
            JsonNode value = path == null ? null : find(scope, path);
            if (value != null && !value.isValueNode()) {
                throw new MissingValueException("${" + path + "} is no text or number: name a field of it.");
            }
            return Matcher.quoteReplacement(value == null ? "$" : value.asText());
        });
    }

    private static JsonNode find(JsonNode scope, String path) {
        JsonNode value = scope.at("/" + path.replace('.', '/'));
        if (value.isMissingNode() && path.contains(".") && scope.has(path.substring(0, path.indexOf('.')))) {
            throw new MissingValueException(
                    "${" + path + "} has no value: look at what the call that is saved there answers.");
        }
        return value;
    }

    /** A text needs a value that an answer did not have. */
    static final class MissingValueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private MissingValueException(String message) {
            super(message);
        }
    }
}
