package io.mltwin.telemetry.query.kql;

import io.mltwin.telemetry.query.kql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a query into words; comments ({@code //} to the end of the line) and white space are
 * skipped.
 */
final class Lexer {

    private static final Pattern SKIPPED = Pattern.compile("(?:\\s++|//[^\\n]*+)++");
    private static final Pattern DATETIME = Pattern.compile("datetime\\s*\\(([^()]*)\\)");
    private static final Pattern TIMESPAN = Pattern.compile(
            "(\\d+(?:\\.\\d+)?)(microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|ms|min|m|s|h|d)(?![A-Za-z0-9_])");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d+)?(?![A-Za-z0-9_])");
    private static final Pattern IDENTIFIER = Pattern.compile("!?[A-Za-z_$][A-Za-z0-9_$]*");
    private static final Pattern SYMBOL = Pattern.compile("==|!=|<=|>=|=~|!~|\\.\\.|[|()\\[\\],.=<>+\\-*/%]");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String query) {
        Lexer lexer = new Lexer(query);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        while (true) {
            matchAndSkip(SKIPPED);
            if (at == text.length()) {
                tokens.add(new Token(Kind.END, "", at));
                return;
            }
            char next = text.charAt(at);
            if (next == '"' || next == '\'' || next == '@') {
                string();
            } else if (!word()) {
                throw KqlException.syntax("Query could not be parsed at '" + next + "' (position " + at + ").");
            }
        }
    }

    private boolean word() {
        return take(DATETIME, Kind.DATETIME, 1)
                || take(TIMESPAN, Kind.TIMESPAN, 0)
                || take(NUMBER, Kind.NUMBER, 0)
                || take(IDENTIFIER, Kind.IDENTIFIER, 0)
                || take(SYMBOL, Kind.SYMBOL, 0);
    }

    private boolean take(Pattern pattern, Kind kind, int group) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(group).strip(), at));
        at = matcher.end();
        return true;
    }

    private void matchAndSkip(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            at = matcher.end();
        }
    }

    /** {@code "…"}, {@code '…'} with escapes, or {@code @"…"} without. */
    private void string() {
        int start = at;
        boolean verbatim = text.charAt(at) == '@';
        if (verbatim) {
            at++;
        }
        char quote = at < text.length() ? text.charAt(at++) : ' ';
        StringBuilder content = new StringBuilder();
        while (quote == '"' || quote == '\'') {
            if (at >= text.length()) {
                break;
            }
            char c = text.charAt(at++);
            if (c == quote) {
                tokens.add(new Token(Kind.STRING, content.toString(), start));
                return;
            }
            content.append(c == '\\' && !verbatim && at < text.length() ? escaped(text.charAt(at++)) : c);
        }
        throw KqlException.syntax("The string that begins at position " + start + " has no end.");
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
