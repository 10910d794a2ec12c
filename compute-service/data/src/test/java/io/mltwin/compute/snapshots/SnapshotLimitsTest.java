package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotLimitsTest {

    @Test
    void takes300MegabytesAnd2000Files() {
        assertThatCode(() -> SnapshotLimits.require(2000, 300L * 1024 * 1024)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"2001, 1", "1, 314572801"})
    void refusesMore(int files, long bytes) {
        assertThatThrownBy(() -> SnapshotLimits.require(files, bytes))
                .isInstanceOf(AzureException.class)
                .hasMessageContaining("exceeds the size limit");
    }

    @Test
    void countsAllFiles() {
        List<SnapshotFile> files =
                List.of(new SnapshotFile("a", "1", SnapshotLimits.MOST_BYTES), new SnapshotFile("b", "2", 1));

        assertThatThrownBy(() -> SnapshotLimits.require(files)).isInstanceOf(AzureException.class);
    }
}
