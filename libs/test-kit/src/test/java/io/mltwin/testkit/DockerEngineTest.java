package io.mltwin.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DockerEngineTest {

    static Stream<Arguments> answers() {
        Callable<Boolean> there = () -> true;
        Callable<Boolean> none = () -> false;
        Callable<Boolean> broken = () -> {
            throw new IOException("connection refused");
        };
        Callable<Boolean> silent = () -> {
            new CountDownLatch(1).await();
            return true;
        };
        return Stream.of(
                Arguments.of("answers", there, Duration.ofSeconds(10), true),
                Arguments.of("says no", none, Duration.ofSeconds(10), false),
                Arguments.of("fails", broken, Duration.ofSeconds(10), false),
                Arguments.of("never answers", silent, Duration.ofMillis(50), false));
    }

    @ParameterizedTest(name = "an engine that {0}")
    @MethodSource("answers")
    @Timeout(10)
    void anEngineCountsOnlyIfItAnswersInTime(
            String what, Callable<Boolean> question, Duration patience, boolean counts) {
        // When
        boolean possible = DockerEngine.answersInTime(question, patience);

        // Then
        assertEquals(counts, possible);
    }
}
