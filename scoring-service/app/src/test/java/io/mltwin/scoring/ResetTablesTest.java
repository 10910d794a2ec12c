package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.MigratedTables;
import org.junit.jupiter.api.Test;

class ResetTablesTest {

    @Test
    void aResetKeepsOrClearsEveryTableOnPurpose() {
        assertThat(new ScoringTables().tables().all()).containsExactlyInAnyOrderElementsOf(MigratedTables.names());
    }
}
