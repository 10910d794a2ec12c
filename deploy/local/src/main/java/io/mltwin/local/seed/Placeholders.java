package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Pattern OPEN = Pattern.compile("\\$\\{[^}]*$");
    private static final int MOST_CHARACTERS = 64 << 10;
    private static final int MOST_TEXT = 16 << 20;

    private Placeholders() {}

    /** Hands over the path of each placeholder of a text, in order. */
    static void each(String text, Consumer<String> path) {
        PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .forEach(found -> path.accept(found.group(1)));
    }

    /** Tells whether a placeholder is begun and not ended. */
    static boolean isOpen(String text) {
        return OPEN.matcher(text.replace("$$", "")).find();
    }

    /**
     * The same for a value that others are made of.
     *
     * @throws TooLargeException when it has more than 65,536 characters and values together
     */
    static JsonNode fillBounded(JsonNode template, JsonNode scope) {
        JsonNode filled = fill(template, scope);
        requireSmall(filled, 0);
        return filled;
    }

    private static int requireSmall(JsonNode value, int before) {
        int size = before + 1 + (value.isTextual() ? value.asText().length() : 0);
        if (size > MOST_CHARACTERS) {
            throw new TooLargeException();
        }
        for (JsonNode each : value) {
            size = requireSmall(each, size);
        }
        return size;
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
        AtomicInteger length = new AtomicInteger(template.length());
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String path = found.group(1);
            JsonNode value = path == null ? null : find(scope, path);
            if (value != null && !value.isValueNode()) {
                throw new MissingValueException("${" + path + "} is no text or number: name a field of it.");
            }
            String put = value == null ? "$" : value.asText();
            if (length.addAndGet(put.length()) > MOST_TEXT) {
                throw new TooLargeException();
            }
            return Matcher.quoteReplacement(put);
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

    /** A text would grow too large when its placeholders are filled. */
    static final class TooLargeException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private TooLargeException() {
            super("it may have 65,536 characters, and a text with what stands for its placeholders 16 MiB.");
        }
    }

    /** A text needs a value that an answer did not have. */
    static final class MissingValueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private MissingValueException(String message) {
            super(message);
        }
    }
}
