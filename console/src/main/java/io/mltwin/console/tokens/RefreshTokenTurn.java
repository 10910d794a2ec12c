package io.mltwin.console.tokens;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits for a session's refresh token while another process of the console has it. Azure AD takes
 * the token once, and the other process gives its successor back as soon as Azure AD has answered.
 */
@ApplicationScoped
class RefreshTokenTurn {

    /** How long a page waits, in wall time: longer than an answer of Azure AD takes. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** How long it waits before it asks the database again. */
    static final Duration PAUSE = Duration.ofMillis(100);

    /** Lets time pass. */
    interface Pause {
        void take(Duration length) throws InterruptedException;
    }

    private final Clock clock;
    private final Pause pause;

    @Inject
    RefreshTokenTurn(PlatformClock clock) {
        this(clock.wall(), length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()));
    }

    RefreshTokenTurn(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Claims the token, again and again while another process has it.
     *
     * @param claim empty while another process has the token
     * @throws AzureException 503 after ten seconds, and at once when the thread is interrupted
     */
    String await(Supplier<Optional<String>> claim) {
        Instant end = clock.instant().plus(LONGEST);
        while (true) {
            Optional<String> claimed = claim.get();
            if (claimed.isPresent()) {
                return claimed.get();
            }
            if (!clock.instant().isBefore(end)) {
                throw stillTaken();
            }
            try {
                pause.take(PAUSE);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw stillTaken();
            }
        }
    }

    private static AzureException stillTaken() {
        return new AzureException(
                503,
                "ServiceUnavailable",
                "Another process of the console is getting a token for this session and has not given it back within"
                        + " %s seconds; load this page again.",
                LONGEST.toSeconds());
    }
}
