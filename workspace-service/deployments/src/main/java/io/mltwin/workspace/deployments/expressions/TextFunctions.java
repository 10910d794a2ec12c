package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.armweb.TextCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Functions of texts. */
final class TextFunctions {

    private TextFunctions() {}

    static void register() {
        add("concat", 1, ANY, TextFunctions::concat);
        add("toLower", 1, 1, a -> text(TextCase.lower(a.text(0))));
        add("toUpper", 1, 1, a -> text(TextCase.upper(a.text(0))));
        add("trim", 1, 1, a -> text(a.text(0).strip()));
        add("replace", 3, 3, TextFunctions::replace);
        add("split", 2, 2, TextFunctions::split);
        add("join", 2, 2, TextFunctions::join);
        add("substring", 2, 3, TextFunctions::substring);
        add("padLeft", 2, 3, TextFunctions::padLeft);
        add("startsWith", 2, 2, a -> bool(lower(a, 0).startsWith(lower(a, 1))));
        add("endsWith", 2, 2, a -> bool(lower(a, 0).endsWith(lower(a, 1))));
        add("string", 1, 1, a -> text(a.written(a.at(0))));
        add("format", 1, ANY, a -> text(Formats.format(a.text(0), a)));
    }

    static TextNode text(String value) {
        return TextNode.valueOf(value);
    }

    static JsonNode bool(boolean value) {
        return Values.JSON.booleanNode(value);
    }

    private static String lower(Arguments arguments, int index) {
        return TextCase.lower(arguments.text(index));
    }

    private static JsonNode concat(Arguments arguments) {
        List<JsonNode> values = arguments.all();
        if (values.get(0).isArray()) {
            ArrayNode joined = Values.JSON.arrayNode();
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isArray()) {
                    throw arguments.unexpected(i, "Array", values.get(i));
                }
                values.get(i).forEach(joined::add);
            }
            return joined;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isContainerNode()) {
                throw arguments.unexpected(i, "String", values.get(i));
            }
            joined.append(arguments.written(values.get(i)));
        }
        return text(joined.toString());
    }

    private static JsonNode replace(Arguments arguments) {
        String old = arguments.text(1);
        if (old.isEmpty()) {
            throw arguments.wrong("the text to be replaced is empty.");
        }
        String whole = arguments.text(0);
        String replacement = arguments.text(2);
        for (int at = whole.indexOf(old); at >= 0; at = whole.indexOf(old, at + old.length())) {
            arguments.charge(replacement.length());
        }
        return text(whole.replace(old, replacement));
    }

    private static JsonNode split(Arguments arguments) {
        JsonNode delimiter = arguments.at(1);
        List<String> delimiters = new ArrayList<>();
        if (delimiter.isArray()) {
            delimiter.forEach(each -> delimiters.add(Pattern.quote(each.asText())));
        } else {
            delimiters.add(Pattern.quote(arguments.text(1)));
        }
        ArrayNode parts = Values.JSON.arrayNode();
        String whole = arguments.text(0);
        arguments.charge(whole.length() * (long) (EvaluationBudget.STEP + delimiters.size()));
        for (String part : whole.split(String.join("|", delimiters), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode join(Arguments arguments) {
        String delimiter = arguments.text(1);
        List<String> parts = new ArrayList<>();
        for (JsonNode each : arguments.array(0)) {
            arguments.charge(delimiter.length());
            parts.add(arguments.written(each));
        }
        return text(String.join(delimiter, parts));
    }

    private static JsonNode substring(Arguments arguments) {
        String whole = arguments.text(0);
        long start = arguments.integer(1);
        long length = arguments.has(2) ? arguments.integer(2) : whole.length() - start;
        if (start < 0 || length < 0 || start + length > whole.length()) {
            throw arguments.wrong(
                    "the index and length parameters must refer to a location within the string. The start is '"
                            + start
                            + "', the length '"
                            + length
                            + "', the length of the string '"
                            + whole.length()
                            + "'.");
        }
        return text(whole.substring((int) start, (int) (start + length)));
    }

    private static JsonNode padLeft(Arguments arguments) {
        String value = arguments.written(arguments.at(0));
        String padding = arguments.textOr(2, " ");
        long length = arguments.integer(1);
        if (padding.length() != 1) {
            throw arguments.wrong("the padding is one character.");
        }
        arguments.charge(Math.max(0, length));
        return text(padding.repeat((int) Math.max(0, length - value.length())) + value);
    }
}
