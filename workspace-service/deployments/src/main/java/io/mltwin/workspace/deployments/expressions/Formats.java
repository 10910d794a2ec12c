package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code format()}: placeholders {@code {0}}, {@code {1:D3}}, {@code {0,8}} of .NET. */
final class Formats {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{|\\}\\}|\\{(\\d{1,3})(?:,(-?\\d{1,4}))?(?::([^}]*))?\\}");
    private static final Pattern OF_NUMBER = Pattern.compile("([DXxNF])(\\d{0,2})");

    private Formats() {}

    static String format(String form, Arguments arguments) {
        Matcher placeholder = PLACEHOLDER.matcher(form);
        StringBuilder made = new StringBuilder();
        while (placeholder.find()) {
            placeholder.appendReplacement(made, Matcher.quoteReplacement(one(placeholder, arguments)));
        }
        return placeholder.appendTail(made).toString();
    }

    private static String one(Matcher placeholder, Arguments arguments) {
        if (placeholder.group(1) == null) {
            return placeholder.group().substring(1);
        }
        int index = Integer.parseInt(placeholder.group(1)) + 1;
        if (!arguments.has(index)) {
            throw arguments.wrong("the format refers to the argument " + (index - 1) + ", which was not given.");
        }
        String text = text(arguments.at(index), placeholder.group(3), arguments);
        int width = placeholder.group(2) == null ? 0 : Integer.parseInt(placeholder.group(2));
        arguments.charge(Math.abs(width));
        String padding = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
        return width < 0 ? text + padding : padding + text;
    }

    private static String text(JsonNode value, String form, Arguments arguments) {
        if (isEmpty(form)) {
            return value.isBoolean() ? (value.asBoolean() ? "True" : "False") : arguments.written(value);
        }
        Matcher ofNumber = OF_NUMBER.matcher(form);
        if (!value.isIntegralNumber() || !ofNumber.matches()) {
            throw arguments.wrong("the format '" + form + "' is not supported for this value.");
        }
        int digits = ofNumber.group(2).isEmpty() ? -1 : Integer.parseInt(ofNumber.group(2));
        long number = value.longValue();
        return switch (ofNumber.group(1)) {
            case "D" -> sign(number) + padded(Long.toString(Math.abs(number)), digits);
            case "X" -> padded(AsciiCase.upper(Long.toHexString(number)), digits);
            case "x" -> padded(Long.toHexString(number), digits);
            case "N" -> String.format(Locale.ROOT, "%,." + Math.max(digits, 0) + "f", (double) number);
            default -> String.format(Locale.ROOT, "%." + (digits < 0 ? 2 : digits) + "f", (double) number);
        };
    }

    private static String sign(long number) {
        return number < 0 ? "-" : "";
    }

    private static String padded(String digits, int length) {
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }
}
