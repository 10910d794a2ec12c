package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimitTest {

    private final CountDownLatch finish = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newCachedThreadPool();

    /** A model that answers when it is let. */
    private final class Waiting implements Predictor {
        private final CountDownLatch entered;

        Waiting(int expected) {
            this.entered = new CountDownLatch(expected);
        }

        @Override
        public Prediction predict(byte[] body) {
            entered.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Prediction("application/json", body, 1);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void endTheClients() {
        finish.countDown();
        clients.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oneMoreThanTheLimitIsTurnedAwayAfterItsWait(int most) throws Exception {
        // Given
        Waiting model = new Waiting(most);
        Predictor limited = ConcurrencyLimit.of(model, deployment(most));
        List<Future<?>> inside = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            inside.add(clients.submit(() -> limited.predict(new byte[0])));
        }
        model.entered.await();
        // When
        ScoringException refused =
                catchThrowableOfType(ScoringException.class, () -> limited.predict(new byte[] {1}));
        // Then
        assertThat(refused.kind()).isEqualTo(ScoringException.Kind.BUSY);
        finish.countDown();
        for (Future<?> request : inside) {
            assertThat(request.get()).isNotNull();
        }
        assertThat(limited.predict(new byte[] {2}).body()).containsExactly(2);
    }

    @Test
    void withoutALimitTheContainerIsAsItIs() {
        Waiting model = new Waiting(1);

        assertThat(ConcurrencyLimit.of(model, deployment(null))).isSameAs(model);
    }

    private static Deployment deployment(Integer most) {
        return new Deployment(
                "e",
                "/w",
                "s",
                "AKS",
                "Healthy",
                Authentication.NONE,
                null,
                null,
                null,
                false,
                false,
                null,
                most,
                20,
                null);
    }
}
