package io.mltwin.traces;

/**
 * One arrow of a flow.
 *
 * @param what method and path, or what is done
 * @param credential the kind of token, in words
 * @param verdict what the receiver made of it, and its answer
 * @param span what it was made from
 */
public record Hop(
        String from, String to, String what, String credential, String verdict, boolean refused, RecordedSpan span) {

    /** Two hops that would be told in the same words. */
    Hop told() {
        return new Hop(from, to, what, credential, verdict, refused, null);
    }

    /** Returns the hop in words, without its time: caller, receiver, call, token and verdict. */
    public String words() {
        return from + " → " + to + ": " + what + " [" + credential + ": " + verdict + "]";
    }

    public long millis() {
        return (span.endNanos() - span.startNanos()) / 1_000_000;
    }
}
