package io.mltwin.platform.faults;

import io.mltwin.encoding.AsciiCase;
import java.util.SplittableRandom;

/** A rule at work: counts the requests that it has hit. */
final class Fault {

    private final String id;
    private final FaultRule rule;
    private final SplittableRandom random;
    private int hits;

    Fault(String id, FaultRule rule) {
        this.id = id;
        this.rule = rule;
        this.random = new SplittableRandom(rule.seed() == null ? 0 : rule.seed());
    }

    String id() {
        return id;
    }

    FaultRule rule() {
        return rule;
    }

    synchronized int hits() {
        return hits;
    }

    /** Returns true when the rule hits this request, which it then counts. */
    boolean hits(FaultedRequest request) {
        return rule.isInternal() == request.internal()
                && is(rule.tenant(), request.tenant())
                && is(rule.principal(), request.principal())
                && isOperation(request)
                && count();
    }

    private synchronized boolean count() {
        if (rule.times() != null && hits >= rule.times() || rule.rate() != null && random.nextDouble() >= rule.rate()) {
            return false;
        }
        hits++;
        return true;
    }

    private static boolean is(String wanted, String value) {
        return wanted == null || value != null && AsciiCase.equal(wanted, value);
    }

    private boolean isOperation(FaultedRequest request) {
        if (rule.operation() == null) {
            return true;
        }
        String[] parts = rule.operation().split(" ", 2);
        String place = parts[1].startsWith("/") ? request.path() : request.host() + request.path();
        return matches(parts[0], request.method()) && matches(parts[1], place);
    }

    /** Compares without regard to case; takes the first place of each part, so it never goes back. */
    static boolean matches(String pattern, String text) {
        String[] parts = AsciiCase.lower(pattern).split("\\*", -1);
        String rest = AsciiCase.lower(text);
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return rest.equals(last);
        }
        if (!rest.startsWith(parts[0])) {
            return false;
        }
        int from = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int at = rest.indexOf(parts[i], from);
            if (at < 0) {
                return false;
            }
            from = at + parts[i].length();
        }
        return rest.length() - last.length() >= from && rest.endsWith(last);
    }
}
