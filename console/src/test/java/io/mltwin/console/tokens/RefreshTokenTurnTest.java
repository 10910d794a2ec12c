package io.mltwin.console.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of the console take turns with a session's refresh token. */
class RefreshTokenTurnTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final AtomicInteger claims = new AtomicInteger();
    private Duration waited = Duration.ZERO;

    @ParameterizedTest(name = "given back before claim {0}")
    @ValueSource(ints = {1, 2, 100})
    void theTokenIsTakenAsSoonAsItWasGivenBack(int free) {
        String token = turn().await(() -> claim(free));

        assertThat(token).isEqualTo("refresh");
        assertThat(claims).hasValue(free);
        assertThat(waited).isEqualTo(RefreshTokenTurn.PAUSE.multipliedBy(free - 1L));
    }

    @Test
    void theWaitEndsAfterTenSeconds() {
        assertThatThrownBy(() -> turn().await(() -> claim(Integer.MAX_VALUE)))
                .isInstanceOfSatisfying(
                        AzureException.class, busy -> assertThat(busy.status()).isEqualTo(503))
                .hasMessageContaining("within 10 seconds; load this page again");
        assertThat(waited).isEqualTo(RefreshTokenTurn.LONGEST);
    }

    @Test
    void aThreadThatIsInterruptedWaitsNoLonger() {
        RefreshTokenTurn turn = new RefreshTokenTurn(clock(), length -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> turn.await(() -> claim(2))).isInstanceOf(AzureException.class);
        assertThat(claims).hasValue(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Optional<String> claim(int free) {
        return claims.incrementAndGet() < free ? Optional.empty() : Optional.of("refresh");
    }

    private RefreshTokenTurn turn() {
        return new RefreshTokenTurn(clock(), length -> waited = waited.plus(length));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return START.plus(waited);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
