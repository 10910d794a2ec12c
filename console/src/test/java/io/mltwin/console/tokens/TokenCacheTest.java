package io.mltwin.console.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.console.tokens.OnBehalfOfTokens.TokenCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCacheTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final long LIFE = 3600;
    private static final String ARM = "https://management.azure.com";

    private final TokenCache cache = new TokenCache();
    private final AtomicInteger fetches = new AtomicInteger();

    @ParameterizedTest(name = "after {0} s: {1} fetches")
    @CsvSource({"0, 1", "3299, 1", "3300, 2", "3600, 2", "-1, 2"})
    void aTokenIsKeptUntilFiveMinutesBeforeItExpires(long later, int expected) {
        get("s1", ARM, START);
        get("s1", ARM, START.plusSeconds(later));
        assertThat(fetches).hasValue(expected);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"s2, https://management.azure.com", "s1, https://vault.azure.net"})
    void eachSessionAndResourceHasItsOwn(String session, String resource) {
        String first = get("s1", ARM, START);
        assertThat(get(session, resource, START)).isNotEqualTo(first);
    }

    @Test
    void anEndedSessionIsForgotten() {
        get("s1", ARM, START);
        get("s2", ARM, START);
        cache.forget("s1");
        get("s2", ARM, START);
        assertThat(fetches).hasValue(2);
        get("s1", ARM, START);
        assertThat(fetches).hasValue(3);
    }

    @Test
    void manyAtOnceFetchItOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> page = () -> get("s1", ARM, START);
            List<Future<String>> got = threads.invokeAll(List.of(page, page, page, page, page, page, page, page));
            for (Future<String> one : got) {
                assertThat(one.get()).isEqualTo("token 1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fetches).hasValue(1);
    }

    private String get(String session, String resource, Instant now) {
        return cache.get(
                session,
                resource,
                Clock.fixed(now, ZoneOffset.UTC),
                () -> new AccessToken(
                        "token " + fetches.incrementAndGet(),
                        now.plus(Duration.ofSeconds(LIFE)).getEpochSecond()));
    }

    @Test
    void oneSessionPushesOutNoTokenOfAnother() {
        // Given
        String own = get("s1", ARM, START);

        // When
        for (int i = 0; i < 100_000; i++) {
            get("s2", "https://resource" + i, START);
        }

        // Then
        assertThat(get("s1", ARM, START)).isEqualTo(own);
    }
}
