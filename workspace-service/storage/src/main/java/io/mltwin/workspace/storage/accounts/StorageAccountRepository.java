package io.mltwin.workspace.storage.accounts;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class StorageAccountRepository implements TrackedRows<StorageAccountEntity> {

    Optional<StorageAccountEntity> byName(String name) {
        return find("name", name).firstResultOptional();
    }

    StorageAccountEntity byUid(UUID account) {
        return find("uid", account).firstResult();
    }

    /** Replaces a wrapped data key, if it is still the one that was read. */
    void rewrapped(UUID account, byte[] old, byte[] renewed, Instant now) {
        update(
                "wrappedDataKey = ?1, keyRotated = ?2 where uid = ?3 and wrappedDataKey = ?4",
                renewed,
                now,
                account,
                old);
    }
}
