package io.mltwin.workspace.storage.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What was prepared counts for the row that it was prepared for. */
class PreparedAccountTest {

    private static final UUID ID = UUID.randomUUID();

    private static StorageAccountEntity row() {
        StorageAccountEntity row = new StorageAccountEntity();
        row.uid = ID;
        row.name = "st1";
        row.id = "/a/st1";
        row.wrappedDataKey = new byte[] {1};
        row.key1 = new byte[] {3};
        row.key2 = new byte[] {4};
        return row;
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(409));
    }

    @Test
    void aChangeOfIdentitiesNeedsTheIdentitiesItRestsOn() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row());
        prepared.wanted().identities = "[1]";
        StorageAccountEntity same = row();
        StorageAccountEntity changed = row();
        changed.identities = "[2]";

        // When
        prepared.apply(same);

        // Then
        assertThat(same.identities).isEqualTo("[1]");
        assertConflict(() -> prepared.apply(changed));
    }

    @Test
    void aChangeOfTheCustomersKeyNeedsTheKeyItRestsOn() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row());
        prepared.wanted().wrappedDataKey = new byte[] {2};
        StorageAccountEntity changed = row();
        changed.keyVaultUri = "https://v1";
        changed.keyName = "k1";

        // When, then
        assertConflict(() -> prepared.apply(changed));
    }

    @Test
    void aNewAccessKeyNeedsTheOneItReplacesAndNoOther() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row());
        prepared.wanted().key1 = new byte[] {5};
        StorageAccountEntity other = row();
        other.key2 = new byte[] {6};
        other.identities = "[2]";
        StorageAccountEntity changed = row();
        changed.key1 = new byte[] {7};

        // When
        prepared.apply(other);

        // Then
        assertThat(other.key1).containsExactly(5);
        assertThat(other.key2).containsExactly(6);
        assertConflict(() -> prepared.apply(changed));
    }

    @Test
    void unrelatedChangeTakesTheRowAsItIs() {
        // Given
        PreparedAccount prepared = PreparedAccount.unchanged(row());
        StorageAccountEntity other = row();
        other.uid = UUID.randomUUID();
        other.identities = "[2]";

        // When
        prepared.apply(other);

        // Then
        assertThat(other.identities).isEqualTo("[2]");
    }
}
