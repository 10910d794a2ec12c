package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Every change of the directory makes identity-service forget what it remembered of all
 * applications, in the middle of other requests too: they are answered as if nothing had been
 * remembered.
 */
class TokensWhileDirectoryChangesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final int CHANGES = 60;
    private static final int ASKING = 6;

    @Test
    void noTokenRequestFailsWhileOthersJoin() throws Exception {
        Colleague colleague = Colleague.join(PLATFORM);
        AtomicBoolean changing = new AtomicBoolean(true);
        Callable<Integer> asking =
                () -> {
                    int tokens = 0;
                    while (changing.get()) {
                        colleague.token("https://management.azure.com");
                        tokens++;
                    }
                    return tokens;
                };
        ExecutorService threads = Executors.newFixedThreadPool(ASKING);
        try {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < ASKING; i++) {
                asked.add(threads.submit(asking));
            }
            for (int i = 0; i < CHANGES; i++) {
                Colleague.join(PLATFORM);
            }
            changing.set(false);

            int tokens = 0;
            for (Future<Integer> each : asked) {
                tokens += each.get();
            }
            assertThat(tokens).isGreaterThan(CHANGES);
        } finally {
            changing.set(false);
            threads.shutdownNow();
        }
    }
}
