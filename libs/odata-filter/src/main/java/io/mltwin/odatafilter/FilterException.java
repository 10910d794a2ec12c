package io.mltwin.odatafilter;

/** Tells that a text is no {@code $filter}, and where. */
public final class FilterException extends RuntimeException {

    private final int position;
    private final String term;

    FilterException(String text, int position, int termStart) {
        super("The filter is not understood at position " + position + ".");
        this.position = position;
        this.term = text.substring(termStart);
    }

    /** Returns the place where the parser stopped. */
    public int position() {
        return position;
    }

    /** Returns the text from the start of the term that was not understood. */
    public String term() {
        return term;
    }
}
