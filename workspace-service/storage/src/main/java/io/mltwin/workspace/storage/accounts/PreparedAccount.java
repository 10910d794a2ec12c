package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.operationInProgress;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * An account as a request wants it, after identities were registered and vaults asked, and what of
 * its row that rests on.
 *
 * @param wanted belongs to no transaction
 * @param before of the row when the change was prepared
 */
record PreparedAccount(StorageAccountEntity wanted, Before before) {

    /** The identities and keys that a row had. */
    record Before(UUID id, String identities, String customerKey, byte[] wrappedDataKey, byte[] key1, byte[] key2) {}

    static PreparedAccount unchanged(StorageAccountEntity row) {
        return new PreparedAccount(
                row, new Before(row.uid, row.identities, row.customerKeyId(), row.wrappedDataKey, row.key1, row.key2));
    }

    private boolean changesIdentities() {
        return !Objects.equals(before.identities(), wanted.identities);
    }

    private boolean changesCustomerKey() {
        return !Arrays.equals(before.wrappedDataKey(), wanted.wrappedDataKey)
                || !Objects.equals(before.customerKey(), wanted.customerKeyId());
    }

    private boolean changesKey1() {
        return !Arrays.equals(before.key1(), wanted.key1);
    }

    private boolean changesKey2() {
        return !Arrays.equals(before.key2(), wanted.key2);
    }

    /**
     * Takes the changed identities and keys over into the row.
     *
     * @throws io.mltwin.armweb.AzureException 409 when another request has changed them meanwhile
     */
    void apply(StorageAccountEntity row) {
        if (!restsOn(row)) {
            throw operationInProgress(row.name);
        }
        if (changesIdentities()) {
            row.identities = wanted.identities;
        }
        if (changesCustomerKey()) {
            row.keyVaultUri = wanted.keyVaultUri;
            row.keyName = wanted.keyName;
            row.keyVersion = wanted.keyVersion;
            row.keyIdentity = wanted.keyIdentity;
            row.keyRotated = wanted.keyRotated;
            row.wrappedDataKey = wanted.wrappedDataKey;
        }
        if (changesKey1()) {
            row.key1 = wanted.key1;
            row.key1Created = wanted.key1Created;
        }
        if (changesKey2()) {
            row.key2 = wanted.key2;
            row.key2Created = wanted.key2Created;
        }
        row.keysByRoot |= wanted.keysByRoot;
    }

    private boolean restsOn(StorageAccountEntity row) {
        boolean sameIdentities = row.uid.equals(before.id())
                && Objects.equals(row.identities, before.identities())
                && Objects.equals(row.customerKeyId(), before.customerKey());
        return (sameIdentities || !changesIdentities() && !changesCustomerKey())
                && (Arrays.equals(row.key1, before.key1()) || !changesKey1())
                && (Arrays.equals(row.key2, before.key2()) || !changesKey2());
    }

    @Override
    public String toString() {
        return "prepared account " + wanted.name;
    }
}
