package io.mltwin.local.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {
    private final List<String> told = new ArrayList<>();
    private final Deque<Object> outcomes = new ArrayDeque<>();

    private int ask(Duration longest) throws IOException {
        return new Patience(longest, told::add).until("GET x", this::next, status -> status);
    }

    private int next() throws IOException {
        Object outcome = outcomes.remove();
        if (outcome instanceof IOException failure) {
            throw failure;
        }
        return (int) outcome;
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504})
    void whatPassesIsAskedAgainAndTold(int status) throws IOException {
        // Given
        outcomes.addAll(List.of(status, 201));

        // When
        int answer = ask(Duration.ofMinutes(1));

        // Then
        assertEquals(201, answer);
        assertEquals(List.of("GET x was answered " + status + ": asked again, 0 s"), told);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 401, 403, 404, 409, 500, 501})
    void anyOtherAnswerIsTheAnswer(int status) throws IOException {
        // Given
        outcomes.add(status);

        // When
        int answer = ask(Duration.ofMinutes(1));

        // Then
        assertEquals(status, answer);
        assertTrue(told.isEmpty(), told.toString());
    }

    @Test
    void aConnectionThatBreaksIsMadeAgain() throws IOException {
        // Given
        outcomes.addAll(List.of(new ConnectException(), 200));

        // When
        int answer = ask(Duration.ofMinutes(1));

        // Then
        assertEquals(200, answer);
        assertEquals(List.of("GET x was not answered (ConnectException): asked again, 0 s"), told);
    }

    @Test
    void whenThePatienceIsOverTheLastOutcomeStands() throws IOException {
        // Given
        outcomes.addAll(List.of(503, new ConnectException("refused"), 503));

        // When
        int answer = ask(Duration.ZERO);
        IOException failure = assertThrows(ConnectException.class, () -> ask(Duration.ZERO));

        // Then
        assertEquals(503, answer);
        assertEquals("refused", failure.getMessage());
        assertEquals(1, outcomes.size());
    }

    @Test
    void anInterruptEndsIt() {
        // Given
        outcomes.addAll(List.of(new InterruptedIOException(), 200));

        // When // Then
        assertThrows(InterruptedIOException.class, () -> ask(Duration.ofMinutes(1)));
    }
}
