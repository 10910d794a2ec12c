package io.mltwin.compute.mlflow.search;

/** A word of a filter or an order. */
record SearchToken(Type type, String text) {

    /** The type of a word. */
    enum Type {
        /** A bare word, a keyword among them. */
        WORD,
        /** A text in single or double quotes. */
        TEXT,
        /** A name in backticks. */
        NAME,
        NUMBER,
        COMPARATOR,
        DOT,
        OPEN,
        COMMA,
        CLOSE,
        END
    }
}
