package io.mltwin.identity.directory.graph;

import io.mltwin.armweb.AzureFault;

/** The words of a {@code $filter}, taken one after the other. */
final class FilterTokens {

    /** Terms within terms; more would be an attack. */
    static final int DEEPEST = 20;

    /** All together: each is joined to those before it. */
    static final int MOST_TERMS = 200;

    private static final int LONGEST = 8000;
    private static final String MARKS = "(),:";

    private final String text;
    private int at;

    FilterTokens(String text) {
        this.text = text;
        if (text.length() > LONGEST) {
            throw GraphFilter.invalid("it is too long.");
        }
    }

    /** A mark, when it stands here. */
    boolean take(String mark) {
        skipBlanks();
        if (text.startsWith(mark, at)) {
            at += mark.length();
            return true;
        }
        return false;
    }

    void require(String mark) {
        if (!take(mark)) {
            throw invalid();
        }
    }

    /** A word, when it stands here as a whole. */
    boolean takeWord(String word) {
        int before = at;
        skipBlanks();
        int end = endOfWord();
        if (text.substring(at, end).equals(word)) {
            at = end;
            return true;
        }
        at = before;
        return false;
    }

    /** A name, an operator or a value without quotes. */
    String word() {
        skipBlanks();
        int end = endOfWord();
        if (end == at || text.charAt(at) == '\'') {
            throw invalid();
        }
        String word = text.substring(at, end);
        at = end;
        return word;
    }

    FilterValue value() {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == '\'') {
            return FilterValue.text(quoted());
        }
        return FilterValue.literal(word());
    }

    void requireEnd() {
        skipBlanks();
        if (at < text.length()) {
            throw invalid();
        }
    }

    AzureFault invalid() {
        return GraphFilter.invalid("at position " + at + " of '" + text + "'.");
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int i = at + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '\'') {
                    at = i + 1;
                    return value.toString();
                }
                i++;
            }
            value.append(c);
            i++;
        }
        throw invalid();
    }

    private int endOfWord() {
        int end = at;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && !isMark(end)) {
            end++;
        }
        return end;
    }

    /** A colon is one only before a blank or a name, not within a time. */
    private boolean isMark(int position) {
        char c = text.charAt(position);
        return MARKS.indexOf(c) >= 0
                && (c != ':' || position == 0 || !Character.isDigit(text.charAt(position - 1)));
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
