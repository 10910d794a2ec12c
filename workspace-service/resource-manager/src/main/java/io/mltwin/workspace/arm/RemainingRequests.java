package io.mltwin.workspace.arm;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts how many requests Azure Resource Manager's limits leave a caller in the hour that its
 * first one began, as {@code x-ms-ratelimit-remaining-…} tells (request-limits-and-throttling.md).
 *
 * <p>Deviation: the limits are told and never refuse: nothing answers 429.
 */
@Singleton
class RemainingRequests implements Resettable {

    private static final Pattern SUBSCRIPTION = AsciiCase.pattern("/+subscriptions/+([^/]+).*");
    private static final Map<String, Integer> LIMITS =
            Map.of("reads", 12_000, "writes", 1_200, "deletes", 15_000);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int MANY = 10_000;

    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private final Clock clock;

    RemainingRequests(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant began, int requests) {

        Window next(Instant now) {
            return endsBefore(now) ? new Window(now, 1) : new Window(began, requests + 1);
        }

        boolean endsBefore(Instant now) {
            return began.plus(WINDOW).isBefore(now);
        }
    }

    /** A header's name and value. */
    record Header(String name, String value) {}

    Header count(String callerId, String method, String path) {
        Matcher matcher = SUBSCRIPTION.matcher(path);
        boolean inSubscription = matcher.matches();
        String kind =
                switch (method) {
                    case "GET", "HEAD" -> "reads";
                    case "DELETE" -> inSubscription ? "deletes" : "writes";
                    default -> "writes";
                };
        String scope = inSubscription ? AsciiCase.lower(matcher.group(1)) : "tenant";
        Instant now = clock.instant();
        if (windows.size() > MANY) {
            windows.values().removeIf(window -> window.endsBefore(now));
        }
        Window window =
                windows.merge(
                        kind + " " + scope + " " + callerId,
                        new Window(now, 1),
                        (old, first) -> old.next(now));
        return new Header(
                "x-ms-ratelimit-remaining-" + (inSubscription ? "subscription-" : "tenant-") + kind,
                Integer.toString(Math.max(0, LIMITS.get(kind) - window.requests())));
    }

    @Override
    public void clear() {
        windows.clear();
    }
}
