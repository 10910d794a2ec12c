package io.mltwin.armweb.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowTransfersTest {

    private final List<String> givenUp = new ArrayList<>();

    private record Waiting(String client, Object connection, Runnable end) implements SlowTransfers.Transfer {

        @Override
        public void giveUp() {
            end.run();
        }
    }

    /** Of its letter's client, on the connection of its letter and first digit. */
    private Waiting of(String name) {
        return new Waiting(name.substring(0, 1), name.substring(0, 2), () -> givenUp.add(name));
    }

    @ParameterizedTest(name = "{0} of three: {1}")
    @CsvSource({
        "'a1 b1 c1', ''",
        "'a1 b1 c1 d1', a1",
        "'a1 b11 b12 c1', b11",
        "'a1 b11 b12 b13 b14', 'b11 b12'",
        "'a11 a12 a13 b11 b12 b13', 'a11 a12 b11'",
        "'a1 b1 b2 c1', b1",
        "'a1 b1 b2 b3', b1",
        "'b1 b21 b22 a1', b21",
        "'a1 b1 b2 b3 b4 b5', 'b1 b2 b3'",
    })
    void theLongestWaitOfTheClientWithMostOfThemIsGivenUp(String names, String expected) {
        // Given
        SlowTransfers transfers = new SlowTransfers(3, 3);
        // When
        for (String name : names.split(" ")) {
            transfers.add(of(name));
        }
        // Then
        assertThat(String.join(" ", givenUp)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of four, two of a client: {1}")
    @CsvSource({
        "'a1 a2 b1 b2', ''",
        "'a1 a2 a3', a1",
        "'b1 a1 a2 a31 a32', 'a1 a31'",
        "'a1 a2 b1 b2 b3 c1', 'b1 a1'",
    })
    void noClientHasMoreThanItsShare(String names, String expected) {
        // Given
        SlowTransfers transfers = new SlowTransfers(4, 2);
        // When
        for (String name : names.split(" ")) {
            transfers.add(of(name));
        }
        // Then
        assertThat(String.join(" ", givenUp)).isEqualTo(expected);
    }

    @Test
    void aTransferThatGoesOnWaitsNoLonger() {
        // Given
        SlowTransfers transfers = new SlowTransfers(1, 1);
        Waiting first = of("a1");
        transfers.add(first);
        // When
        transfers.remove(first);
        transfers.add(of("b1"));
        // Then
        assertThat(givenUp).isEmpty();
    }
}
