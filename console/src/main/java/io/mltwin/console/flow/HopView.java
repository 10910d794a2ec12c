package io.mltwin.console.flow;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.traces.Hop;
import io.mltwin.traces.LiveHops.Row;
import io.mltwin.traces.RecordedSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A hop for the templates.
 *
 * @param key of its rows in the page
 * @param words the same as those of {@code ./mltwin trace}
 * @param claims what the span tells of the token's claims
 * @param decision the id that explains a refusal; null for none
 * @param endMillis when it was answered, epoch milliseconds
 * @param arrow where it is drawn
 */
public record HopView(
        String key,
        String words,
        String what,
        int times,
        boolean refused,
        String method,
        String host,
        String path,
        String credential,
        List<Claim> claims,
        String verdict,
        String decision,
        String time,
        long endMillis,
        long millis,
        Arrow arrow) {

    private static final long NANOS_IN_MILLI = 1_000_000;

    /** A claim by its name in tokens. */
    public record Claim(String name, String value) {}

    static HopView of(Row row) {
        Hop hop = row.hop();
        RecordedSpan span = hop.span();
        return new HopView(
                span.traceId() + "-" + row.key(),
                hop.words(),
                hop.what(),
                row.times(),
                hop.refused(),
                span.method(),
                span.host(),
                span.path().isEmpty() ? span.topic() : span.path(),
                hop.credential(),
                claims(span),
                hop.verdict(),
                span.decision(),
                Instant.ofEpochMilli(span.startNanos() / NANOS_IN_MILLI).toString(),
                span.endNanos() / NANOS_IN_MILLI,
                hop.millis(),
                Arrow.of(hop.from(), hop.to()));
    }

    private static List<Claim> claims(RecordedSpan span) {
        List<Claim> claims = new ArrayList<>();
        add(claims, "iss", span.issuer());
        add(claims, "aud", span.audience());
        add(claims, "scp", span.tokenScope());
        add(claims, "oid", span.callerObjectId());
        add(claims, "tid", span.callerTenantId());
        return claims;
    }

    private static void add(List<Claim> claims, String name, String value) {
        if (!isEmpty(value)) {
            claims.add(new Claim(name, value));
        }
    }

    /**
     * An arrow of the drawing.
     *
     * @param from where it begins
     * @param to where it ends; its head is there
     * @param textAt where its text is
     * @param anchor of the text, {@code start} or {@code end}: it stays within the drawing
     */
    public record Arrow(int from, int to, int textAt, String anchor) {

        private static final int HEAD = 9;
        private static final int LOOP = 24;

        static Arrow of(String sender, String receiver) {
            int from = Lanes.middle(sender);
            int to = Lanes.middle(receiver);
            int left = Math.min(from, to);
            int right = Math.max(from, to);
            return left < Lanes.width() / 2
                    ? new Arrow(from, to, left + 4, "start")
                    : new Arrow(from, to, right - 4, "end");
        }

        /** Returns true for a call of a part to itself. */
        public boolean isLoop() {
            return from == to;
        }

        public int width() {
            return Lanes.width();
        }

        public int loopEnd() {
            return from + LOOP;
        }

        public int center() {
            return (from + to) / 2;
        }

        /** Returns the corners of the head. */
        public String head() {
            int back = isLoop() || to < from ? to + HEAD : to - HEAD;
            return to + ",30 " + back + ",25 " + back + ",35";
        }
    }
}
