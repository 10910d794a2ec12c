package io.mltwin.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads from the spans of a trace who called whom. */
public final class Hops {
    private static final Map<String, String> CREDENTIALS = Map.of(
            "AAD", "AAD token",
            "RUN", "run token",
            "ASSERTION", "provider assertion",
            "SERVICE", "service token",
            "console", "session of the console",
            "none", "no token",
            "refused", "token");
    private static final Pattern WORKSPACE = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.MachineLearningServices/workspaces/([^/]+)");
    private static final Pattern GROUP = Pattern.compile("/subscriptions/[^/]+/resourceGroups/([^/]+)");
    private static final Pattern OF_SUBSCRIPTION = Pattern.compile("/subscriptions/[^/]+/providers");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9a-f]{32,}");
    private static final String MANAGED_IDENTITY = "identity of ";
    private static final int DEEPEST = 64;
    private static final int LONGEST_PATH = 90;

    private final Map<String, RecordedSpan> byId = new HashMap<>();
    private final Set<String> answered = new HashSet<>();

    private Hops(List<RecordedSpan> spans) {
        for (RecordedSpan span : spans) {
            byId.put(span.spanId(), span);
            if (span.is("SERVER") && span.parentId() != null) {
                answered.add(span.parentId());
            }
        }
    }

    /** Returns the hops in the order in which they began. */
    public static List<Hop> of(List<RecordedSpan> spans) {
        Hops hops = new Hops(spans);
        List<Hop> found = new ArrayList<>();
        spans.stream()
                .sorted(Comparator.comparingLong(RecordedSpan::startNanos).thenComparing(RecordedSpan::spanId))
                .filter(hops::isHop)
                .forEach(span -> found.add(hops.hop(span)));
        return found;
    }

    private boolean isHop(RecordedSpan span) {
        return switch (span.kind()) {
            case "SERVER", "CONSUMER" -> true;
            case "CLIENT" -> !answered.contains(span.spanId());
            default -> span.participant() != null;
        };
    }

    private Hop hop(RecordedSpan span) {
        return new Hop(
                caller(span),
                span.is("CLIENT") ? span.host() : Participants.of(span),
                what(span),
                credential(span),
                verdict(span),
                isRefused(span),
                span);
    }

    private String caller(RecordedSpan span) {
        RecordedSpan parent = parent(span);
        if (parent == null) {
            return span.is("SERVER") ? Participants.CLIENT : Participants.ofService(span.service());
        }
        return actor(parent);
    }

    /** Who acts within a span: the receiver of the call that it belongs to. */
    private String actor(RecordedSpan span) {
        RecordedSpan at = span;
        for (int i = 0; i < DEEPEST; i++) {
            if (at.is("SERVER") || at.participant() != null) {
                return Participants.of(at);
            }
            RecordedSpan parent = parent(at);
            if (parent == null) {
                break;
            }
            at = parent;
        }
        return Participants.ofService(at.service());
    }

    private RecordedSpan parent(RecordedSpan span) {
        return span.parentId() == null ? null : byId.get(span.parentId());
    }

    private static String what(RecordedSpan span) {
        if (span.is("CONSUMER")) {
            return "record in Kafka's topic " + span.topic();
        }
        if (span.path().isEmpty()) {
            return shortened(span.name());
        }
        return span.path().equals("/_mltwin/access/check")
                ? "may this principal do that?"
                : shortened(span.method() + " " + span.path());
    }

    private static String credential(RecordedSpan span) {
        if (span.is("INTERNAL")) {
            return "in process";
        }
        return span.caller().startsWith(MANAGED_IDENTITY)
                ? "AAD token of the managed " + span.caller()
                : CREDENTIALS.getOrDefault(span.tokenKind(), span.tokenKind());
    }

    private static String verdict(RecordedSpan span) {
        return span.status().isEmpty() ? span.verdict() : span.verdict() + ", " + span.status();
    }

    private static boolean isRefused(RecordedSpan span) {
        String verdict = span.verdict();
        return verdict.startsWith("refused")
                || verdict.equals("failed")
                || verdict.equals("not answered")
                || span.status().compareTo("400") >= 0;
    }

    /** Returns a request without what is the same in all of a platform. */
    public static String shortened(String text) {
        String plain = WORKSPACE.matcher(text).replaceAll("/…/$1");
        plain = GROUP.matcher(plain).replaceAll("/…/$1");
        plain = OF_SUBSCRIPTION.matcher(plain).replaceAll("/…");
        plain = plain.replace("/providers/Microsoft.", "/");
        plain = GUID.matcher(plain).replaceAll("*");
        plain = LONG_NUMBER.matcher(plain).replaceAll("*");
        return plain.length() <= LONGEST_PATH ? plain : plain.substring(0, LONGEST_PATH - 1) + "…";
    }
}
