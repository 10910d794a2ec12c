package io.mltwin.odatafilter;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.odatafilter.FilterExpression.FilterValue;

/** Reads the tokens of a {@code $filter} one after the other. */
final class FilterTokens {

    private static final String MARKS = "(),:";

    private final String text;
    private final boolean lowerCaseKeywords;
    private int position;
    private int termStart;

    FilterTokens(String text, boolean lowerCaseKeywords) {
        this.text = text;
        this.lowerCaseKeywords = lowerCaseKeywords;
    }

    /** Remembers that a term starts here. */
    void startTerm() {
        skipBlanks();
        termStart = position;
    }

    /** Takes a mark if it stands here. */
    boolean take(char mark) {
        skipBlanks();
        if (position < text.length() && text.charAt(position) == mark) {
            position++;
            return true;
        }
        return false;
    }

    void require(char mark) {
        if (!take(mark)) {
            throw invalid();
        }
    }

    /** Takes a keyword if it stands here as a whole word. */
    boolean takeKeyword(String keyword) {
        skipBlanks();
        int end = endOfWord();
        if (keyword.equals(keyword(text.substring(position, end)))) {
            position = end;
            return true;
        }
        return false;
    }

    /** Takes a word and returns it as keywords are spelled. */
    String keyword() {
        return keyword(word());
    }

    private String keyword(String word) {
        return lowerCaseKeywords ? word : AsciiCase.lower(word);
    }

    /** Takes the name of a property or function. */
    String word() {
        skipBlanks();
        int end = endOfWord();
        if (end == position || text.charAt(position) == '\'') {
            throw invalid();
        }
        return takeUntil(end);
    }

    /**
     * Takes a value.
     *
     * @param inList true if a comma ends it
     */
    FilterValue value(boolean inList) {
        skipBlanks();
        if (position == text.length() || MARKS.indexOf(text.charAt(position)) >= 0) {
            throw invalid();
        }
        return text.charAt(position) == '\''
                ? new FilterValue(quoted(), true)
                : new FilterValue(takeUntil(endOfLiteral(inList)), false);
    }

    void requireEnd() {
        skipBlanks();
        if (position < text.length()) {
            throw invalid();
        }
    }

    FilterException invalid() {
        return new FilterException(text, position, termStart);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (int i = position + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\'') {
                i++;
                if (i == text.length() || text.charAt(i) != '\'') {
                    position = i;
                    return value.toString();
                }
            }
            value.append(text.charAt(i));
        }
        throw invalid();
    }

    private String takeUntil(int end) {
        String taken = text.substring(position, end);
        position = end;
        return taken;
    }

    private int endOfWord() {
        int end = position;
        while (end < text.length() && !isBlank(end) && MARKS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Returns where a value without quotes ends: parentheses in it come in pairs. */
    private int endOfLiteral(boolean inList) {
        int open = 0;
        int end = position;
        for (; end < text.length() && !isBlank(end); end++) {
            char letter = text.charAt(end);
            open += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (open < 0 || inList && letter == ',') {
                break;
            }
        }
        return end;
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(position)) {
            position++;
        }
    }

    private boolean isBlank(int at) {
        return Character.isWhitespace(text.charAt(at));
    }
}
