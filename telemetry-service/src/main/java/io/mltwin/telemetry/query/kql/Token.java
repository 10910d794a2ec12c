package io.mltwin.telemetry.query.kql;

/**
 * A word of a query.
 *
 * @param text identifier, symbol, the string's content, or the number's digits
 * @param at position in the query, for messages
 */
record Token(Kind kind, String text, int at) {

    enum Kind {
        IDENTIFIER,
        STRING,
        NUMBER,
        TIMESPAN,
        /** The raw text inside the parentheses of {@code datetime(…)}. */
        DATETIME,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.IDENTIFIER && text.equals(word);
    }

    String describe() {
        return kind == Kind.END ? "the end of the query" : "'" + text + "' at position " + at;
    }
}
