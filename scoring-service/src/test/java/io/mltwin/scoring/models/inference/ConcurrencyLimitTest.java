package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.scoring.models.inference.Predictor.Prediction;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.ReplicaRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimitTest {

    /** A model that answers when it is let. */
    private static final class Waiting implements Predictor {
        private final List<CompletableFuture<Prediction>> entered = new ArrayList<>();

        @Override
        public CompletableFuture<Prediction> predict(byte[] body) {
            CompletableFuture<Prediction> answer = new CompletableFuture<>();
            entered.add(answer);
            return answer;
        }

        void finish(int number) {
            entered.get(number).complete(new Prediction("application/json", new byte[0], 1));
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oneMoreThanTheLimitIsTurnedAwayAfterItsWait(int most) {
        // Given
        Waiting model = new Waiting();
        Predictor limited = ConcurrencyLimit.of(model, deployment(most));
        for (int i = 0; i < most; i++) {
            limited.predict(new byte[0]);
        }
        // When
        CompletableFuture<Prediction> refused = limited.predict(new byte[0]);
        // Then
        assertThatThrownBy(refused::join)
                .cause()
                .isInstanceOfSatisfying(
                        ScoringException.class, busy -> assertThat(busy.kind()).isEqualTo(ScoringException.Kind.BUSY));
        assertThat(model.entered).hasSize(most);
    }

    @Test
    void waitingRequestGetsThePlaceOfOneThatHasAnswered() {
        // Given
        Waiting model = new Waiting();
        Predictor limited = ConcurrencyLimit.of(model, deployment(1, 60_000));
        limited.predict(new byte[0]);
        CompletableFuture<Prediction> second = limited.predict(new byte[0]);
        // When
        model.finish(0);
        // Then
        assertThat(model.entered).hasSize(2);
        model.finish(1);
        assertThat(second).isCompleted();
    }

    @Test
    void withoutALimitTheContainerIsAsItIs() {
        Waiting model = new Waiting();

        assertThat(ConcurrencyLimit.of(model, deployment(null))).isSameAs(model);
    }

    private static Deployment deployment(Integer most) {
        return deployment(most, 20);
    }

    private static Deployment deployment(Integer most, int waitMillis) {
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
                null,
                most,
                waitMillis,
                null,
                ReplicaRule.ONE);
    }
}
