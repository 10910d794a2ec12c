package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.AzureFault;
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
class AccountKeys {

    private static final int LENGTH = 64;
    private static final String DELEGATION = "delegation";

    private final AccountDataKeys dataKeys;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;

    AccountKeys(AccountDataKeys dataKeys, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.dataKeys = dataKeys;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    void generateBoth(StorageAccountEntity account) {
        regenerate(account, "key1");
        regenerate(account, "key2");
    }

    void regenerate(StorageAccountEntity account, String keyName) {
        byte[] value = new byte[LENGTH];
        random.nextBytes(value);
        byte[] ciphertext = encrypt(account, value, context(account, keyName));
        switch (keyName) {
            case "key1" -> {
                account.key1 = ciphertext;
                account.key1Created = clock.instant();
            }
            case "key2" -> {
                account.key2 = ciphertext;
                account.key2Created = clock.instant();
            }
            case "kerb1", "kerb2" -> throw AzureFault.notBuilt("Kerberos keys of storage accounts");
            default -> throw StorageErrors.invalidValue("keyName", "It is key1 or key2.");
        }
    }

    byte[] value(StorageAccountEntity account, String keyName) {
        byte[] ciphertext = keyName.equals("key1") ? account.key1 : account.key2;
        String context = context(account, keyName);
        return account.keysByRoot
                ? rootKeys.unwrap(ciphertext, context)
                : dataKeys.underRoot(account).decrypt(ciphertext, context);
    }

    private byte[] encrypt(StorageAccountEntity account, byte[] value, String context) {
        return account.keysByRoot
                ? rootKeys.wrap(value, context)
                : dataKeys.underRoot(account).encrypt(value, context);
    }

    /** Before a customer's key takes over: what signs requests is not under it. */
    void keepUnderRoot(StorageAccountEntity account) {
        if (!account.keysByRoot) {
            byte[] first = value(account, "key1");
            byte[] second = value(account, "key2");
            account.keysByRoot = true;
            account.key1 = encrypt(account, first, context(account, "key1"));
            account.key2 = encrypt(account, second, context(account, "key2"));
        }
    }

    /** A new secret for user delegation keys: all that were given out are of no use any more. */
    byte[] newDelegationSecret(StorageAccountEntity account, DataKey dataKey) {
        byte[] value = new byte[LENGTH];
        random.nextBytes(value);
        return dataKey.encrypt(value, context(account, DELEGATION));
    }

    byte[] delegationSecret(StorageAccountEntity account, DataKey dataKey) {
        return dataKey.decrypt(account.delegationSecret, context(account, DELEGATION));
    }

    Keys body(StorageAccountEntity account) {
        return new Keys(
                List.of(
                        new Key(
                                "key1",
                                base64(account, "key1"),
                                "FULL",
                                account.key1Created.toString()),
                        new Key(
                                "key2",
                                base64(account, "key2"),
                                "FULL",
                                account.key2Created.toString())));
    }

    String base64(StorageAccountEntity account, String keyName) {
        return Base64.getEncoder().encodeToString(value(account, keyName));
    }

    private static String context(StorageAccountEntity account, String keyName) {
        return "account-key:" + account.id + ":" + keyName;
    }
}
