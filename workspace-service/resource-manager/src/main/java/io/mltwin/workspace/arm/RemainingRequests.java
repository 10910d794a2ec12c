package io.mltwin.workspace.arm;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
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

    private static final Pattern SUBSCRIPTION =
            AsciiCase.pattern("/+subscriptions/+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/.*)?");
    private static final Map<String, Integer> LIMITS = Map.of("reads", 12_000, "writes", 1_200, "deletes", 15_000);
    private static final Duration WINDOW = Duration.ofHours(1);

    // each caller has the same share of it; a count that is lost begins anew, as after its hour
    private final BoundedMemory<Key, Window> windows = new BoundedMemory<>(4 << 20, WINDOW, (key, window) -> 0);
    private final Clock clock;

    RemainingRequests(Clock clock) {
        this.clock = clock;
    }

    /**
     * The key under which requests are counted.
     *
     * @param subscription null for requests to the tenant
     */
    private record Key(String kind, UUID subscription) {}

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
        String kind = switch (method) {
            case "GET", "HEAD" -> "reads";
            case "DELETE" -> inSubscription ? "deletes" : "writes";
            default -> "writes";
        };
        UUID scope = inSubscription ? UUID.fromString(matcher.group(1)) : null;
        Instant now = clock.instant();
        Window window =
                windows.of(callerId).merge(new Key(kind, scope), new Window(now, 1), (old, first) -> old.next(now));
        return new Header(
                "x-ms-ratelimit-remaining-" + (inSubscription ? "subscription-" : "tenant-") + kind,
                Integer.toString(Math.max(0, LIMITS.get(kind) - window.requests())));
    }

    @Override
    public void clear() {
        windows.clear();
    }
}
