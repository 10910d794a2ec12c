package io.mltwin.workspace.storage.lease;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a lease: a GUID in any of the forms that the constructor of .NET's {@code Guid} reads
 * (N, D, B, P and X; "Lease Blob", x-ms-proposed-lease-id). It is kept, compared and answered in
 * the form D, in lower case.
 */
public final class LeaseId {

    private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern HYPHENS = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBERS = numbers();
    private static final int LENGTH = 36;

    private LeaseId() {}

    private static Pattern numbers() {
        String part = "0[xX]([0-9a-fA-F]{1,%d})";
        String eight = (",".concat(part.formatted(2)).repeat(8)).substring(1);
        return Pattern.compile(
                "\\{%s,%s,%s,\\{%s\\}\\}".formatted(part.formatted(8), part.formatted(4), part.formatted(4), eight));
    }

    /** Returns the id in the form D, in lower case; null when the text is no GUID. */
    public static String canonicalOrNull(String text) {
        String id = text.strip();
        String hex = id.startsWith("{") ? hexOfNumbers(id) : null;
        if (hex == null && HYPHENS.matcher(inner(id)).matches()) {
            hex = inner(id).replace("-", "");
        }
        if (hex == null && PLAIN.matcher(id).matches()) {
            hex = id;
        }
        return hex == null ? null : withHyphens(AsciiCase.lower(hex));
    }

    /** Returns the text between braces (B) or parentheses (P), else all. */
    private static String inner(String id) {
        boolean enclosed = id.length() == LENGTH + 2
                && (id.startsWith("{") && id.endsWith("}") || id.startsWith("(") && id.endsWith(")"));
        return enclosed ? id.substring(1, LENGTH + 1) : id;
    }

    private static String hexOfNumbers(String id) {
        Matcher numbers = NUMBERS.matcher(id.replaceAll("\\s", ""));
        if (!numbers.matches()) {
            return null;
        }
        StringBuilder hex = new StringBuilder();
        for (int group = 1; group <= numbers.groupCount(); group++) {
            int digits = group == 1 ? 8 : group <= 3 ? 4 : 2;
            hex.append("0".repeat(digits - numbers.group(group).length())).append(numbers.group(group));
        }
        return hex.toString();
    }

    private static String withHyphens(String hex) {
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
