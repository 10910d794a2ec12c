package io.mltwin.workspace.storage.accounts;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Key;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Keys;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/**
 * The two access keys of an account: 64 random bytes each, stored as ciphertext under the service's
 * root key; accounts of earlier versions have them under their data key, until a customer's key
 * wraps it.
 */
@Singleton
record AccountKeys(AccountDataKeys dataKeys, RootKeys rootKeys, SecureRandom random, Clock clock) {
    private static final int LENGTH = 64;
    private static final String DELEGATION = "delegation";

    void generateBoth(StorageAccountEntity account) {
        account.keysByRoot = true;
        regenerate(account, "key1");
        regenerate(account, "key2");
    }

    /** A new key for an account whose keys are under the root key. */
    void regenerate(StorageAccountEntity account, String keyName) {
        byte[] value = new byte[LENGTH];
        random.nextBytes(value);
        byte[] ciphertext = rootKeys.wrap(value, context(account, keyName));
        switch (keyName) {
            case "key1" -> {
                account.key1 = ciphertext;
                account.key1Created = clock.instant();
            }
            case "key2" -> {
                account.key2 = ciphertext;
                account.key2Created = clock.instant();
            }
            case "kerb1", "kerb2" -> throw notBuilt("Kerberos keys of storage accounts");
            default -> throw invalidValue("keyName", "It is key1 or key2.");
        }
    }

    /** A key of an account whose keys are under the root key. */
    byte[] value(StorageAccountEntity account, String keyName) {
        return rootKeys.unwrap(keyName.equals("key1") ? account.key1 : account.key2, context(account, keyName));
    }

    /**
     * Puts the keys of an account of an earlier version under the root key: in a copy of its row,
     * before anything is done with them.
     */
    StorageAccountEntity keepUnderRoot(StorageAccountEntity account) {
        if (!account.keysByRoot) {
            DataKey key = dataKeys.underRoot(account);
            account.key1 = underRoot(account.key1, key, context(account, "key1"));
            account.key2 = underRoot(account.key2, key, context(account, "key2"));
            account.keysByRoot = true;
        }
        return account;
    }

    private byte[] underRoot(byte[] ciphertext, DataKey key, String context) {
        return rootKeys.wrap(key.decrypt(ciphertext, context), context);
    }

    /**
     * Returns a new secret for user delegation keys: all that were given out are of no use any
     * more.
     */
    byte[] newDelegationSecret(StorageAccountEntity account, DataKey dataKey) {
        byte[] value = new byte[LENGTH];
        random.nextBytes(value);
        return dataKey.encrypt(value, context(account, DELEGATION));
    }

    byte[] delegationSecret(StorageAccountEntity account, DataKey dataKey) {
        return dataKey.decrypt(account.delegationSecret, context(account, DELEGATION));
    }

    Keys body(StorageAccountEntity account) {
        return new Keys(List.of(
                new Key("key1", base64(account, "key1"), "FULL", account.key1Created.toString()),
                new Key("key2", base64(account, "key2"), "FULL", account.key2Created.toString())));
    }

    String base64(StorageAccountEntity account, String keyName) {
        return Base64.getEncoder().encodeToString(value(account, keyName));
    }

    private static String context(StorageAccountEntity account, String keyName) {
        return "account-key:" + account.uid + ":" + keyName;
    }
}
