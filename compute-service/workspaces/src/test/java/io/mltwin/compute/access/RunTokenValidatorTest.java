package io.mltwin.compute.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.RunTokenValidator.Claims;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AUT-11: a run token is good for its own workspace and run, and only for what a target does. */
class RunTokenValidatorTest {

    private static final String WS1 =
            "/subscriptions/S/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String WS2 = WS1.replace("ws1", "ws2");
    private static final Claims TOKEN = new Claims(WS1, "my-1");
    private static final Set<Operation> OF_A_TARGET = EnumSet.of(
            Operation.READ_OWN_EXPERIMENT,
            Operation.READ_RUN,
            Operation.WRITE_RUN,
            Operation.CANCEL_RUN,
            Operation.REFRESH_TOKEN,
            Operation.WRITE_METRICS,
            Operation.READ_METRICS,
            Operation.READ_ARTIFACTS,
            Operation.WRITE_ARTIFACTS,
            Operation.READ_MODELS,
            Operation.WRITE_MODELS);

    static Stream<Arguments> everyCase() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(
                        Arguments.of(operation, WS1, "my-1", OF_A_TARGET.contains(operation)),
                        Arguments.of(
                                operation,
                                WS1.toUpperCase(java.util.Locale.ROOT),
                                "my-1",
                                OF_A_TARGET.contains(operation)),
                        Arguments.of(operation, WS1, "my-2", false),
                        Arguments.of(operation, WS1, "MY-1", false),
                        Arguments.of(operation, WS1, null, false),
                        Arguments.of(operation, WS2, "my-1", false),
                        Arguments.of(operation, WS2, null, false)));
    }

    @ParameterizedTest(name = "{0} in {1} on {2}: {3}")
    @MethodSource("everyCase")
    void allowsOnlyTheOwnRun(Operation operation, String workspace, String runId, boolean allowed) {
        if (allowed) {
            assertThatCode(() -> RunTokenValidator.validate(TOKEN, workspace, runId, operation))
                    .doesNotThrowAnyException();
        } else {
            AzureException fault = catchThrowableOfType(
                    AzureException.class, () -> RunTokenValidator.validate(TOKEN, workspace, runId, operation));
            assertThat(fault).isNotNull();
            assertThat(fault.status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void refusesATokenWithoutWorkspace(Operation operation) {
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> RunTokenValidator.validate(new Claims(null, "my-1"), WS1, "my-1", operation));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(403);
    }

    @Test
    void queriesThatOnlyReadNeedTheReadAction() {
        assertThat(Operation.LIST_RUNS.action()).endsWith("/experiments/runs/read");
        assertThat(Operation.QUERY_METRICS.action()).endsWith("/experiments/runs/read");
        assertThat(Operation.SUBMIT_RUN.action()).endsWith("/experiments/runs/submit/action");
    }
}
