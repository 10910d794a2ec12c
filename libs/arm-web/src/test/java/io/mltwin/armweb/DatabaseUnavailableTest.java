package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseUnavailableTest {

    static Stream<Arguments> failures() {
        Exception commit = new IllegalStateException("Could not commit transaction.");
        commit.addSuppressed(new SQLException("An I/O error occurred", "08006"));
        return Stream.of(
                Arguments.of(new SQLException("Connection refused", "08001"), true),
                Arguments.of(new SQLException("the database system is starting up", "57P03"), true),
                Arguments.of(new SQLException("too many clients already", "53300"), true),
                Arguments.of(new SQLException("Sorry, acquisition timeout!"), true),
                Arguments.of(new RuntimeException(new IllegalStateException(new SQLException("gone", "08003"))), true),
                Arguments.of(commit, true),
                Arguments.of(new SQLException("duplicate key", "23505"), false),
                Arguments.of(new SQLException("syntax error", "42601"), false),
                Arguments.of(new SQLException("no state"), false),
                Arguments.of(new IllegalStateException("a mistake of ours"), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void onlyAStoreThatIsAwayIsAskedAgain(Throwable failure, boolean away) {
        assertThat(DatabaseUnavailable.is(failure)).isEqualTo(away);
    }

    @ParameterizedTest
    @CsvSource({
        "ARM, ServiceUnavailable",
        "BLOB, ServerBusy",
        "AZURE_AD, temporarily_unavailable",
        "REGISTRY, UNAVAILABLE",
    })
    void eachPlaneSaysItInItsOwnWords(Envelope envelope, String code) {
        AzureException fault = DatabaseUnavailable.fault(envelope);

        assertThat(fault.status()).isEqualTo(503);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.content().headers()).containsEntry("Retry-After", "1");
    }

    @ParameterizedTest
    @CsvSource({"22021, true", "22008, true", "22009, true", "08006, false", "23505, false", ", false"})
    void aValueThatIsNotStoredIsTheRequests(String state, boolean value) {
        Throwable failure = new RuntimeException(new SQLException("refused", state));

        assertThat(DatabaseUnavailable.isOfAValue(failure)).isEqualTo(value);
    }

    @Test
    void aLoopOfCausesEnds() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(DatabaseUnavailable.is(one)).isFalse();
    }
}
