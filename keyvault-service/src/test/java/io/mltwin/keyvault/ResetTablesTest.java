package io.mltwin.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.MigratedTables;
import org.junit.jupiter.api.Test;

class ResetTablesTest {

    @Test
    void aResetKeepsOrClearsEveryTableOnPurpose() {
        assertThat(new KeyVaultTables().tables().all()).containsExactlyInAnyOrderElementsOf(MigratedTables.names());
    }
}
