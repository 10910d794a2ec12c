package io.mltwin.workspace.storage.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureFault;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What was prepared counts for the row that it was prepared for. */
class PreparedAccountTest {

    private static final UUID ID = UUID.randomUUID();

    private static StorageAccountEntity row() {
        StorageAccountEntity row = new StorageAccountEntity();
        row.id = ID;
        row.name = "st1";
        row.armId = "/a/st1";
        row.wrappedDataKey = new byte[] {1};
        return row;
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AzureFault.class, fault -> assertThat(fault.status()).isEqualTo(409));
    }

    @Test
    void aChangeOfIdentitiesNeedsTheIdentitiesItRestsOn() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row(), false);
        prepared.wanted().identities = "[1]";
        StorageAccountEntity changed = row();
        changed.identities = "[2]";

        // When, then
        assertThatCode(() -> prepared.requireUnchanged(row())).doesNotThrowAnyException();
        assertConflict(() -> prepared.requireUnchanged(changed));
    }

    @Test
    void aChangeOfTheKeyNeedsTheKeyItRestsOn() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row(), false);
        prepared.wanted().wrappedDataKey = new byte[] {2};
        StorageAccountEntity changed = row();
        changed.keyVaultUri = "https://v1";
        changed.keyName = "k1";

        // When, then
        assertThat(prepared.changesKey()).isTrue();
        assertConflict(() -> prepared.requireUnchanged(changed));
    }

    @Test
    void whatChangesNeitherTakesTheRowAsItIs() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row(), true);
        StorageAccountEntity other = row();
        other.id = UUID.randomUUID();
        other.identities = "[2]";

        // When, then
        assertThatCode(() -> prepared.requireUnchanged(other)).doesNotThrowAnyException();
        assertThat(prepared.requireNew()).isSameAs(prepared.wanted());
    }
}
