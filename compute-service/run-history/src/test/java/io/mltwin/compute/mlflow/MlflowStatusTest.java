package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.runs.RunStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowStatusTest {

    @ParameterizedTest
    @CsvSource({
        "NotStarted, SCHEDULED",
        "Queued, SCHEDULED",
        "Provisioning, SCHEDULED",
        "Starting, SCHEDULED",
        "Preparing, SCHEDULED",
        "Running, RUNNING",
        "Paused, RUNNING",
        "NotResponding, RUNNING",
        "Finalizing, RUNNING",
        "CancelRequested, RUNNING",
        "Completed, FINISHED",
        "Failed, FAILED",
        "Canceled, KILLED"
    })
    void showsEachStatus(RunStatus status, MlflowStatus expected) {
        assertThat(MlflowStatus.of(status)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void comesBackAsItself(MlflowStatus status) {
        assertThat(MlflowStatus.of(MlflowStatus.parse(status.name()).inRunHistory()))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "running", "Completed", "DONE"})
    void refusesTheRest(String text) {
        assertThat(catchThrowableOfType(AzureException.class, () -> MlflowStatus.parse(text))
                        .code())
                .isEqualTo("INVALID_PARAMETER_VALUE");
    }
}
