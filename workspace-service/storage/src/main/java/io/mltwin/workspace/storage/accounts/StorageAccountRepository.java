package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class StorageAccountRepository implements PanacheRepositoryBase<StorageAccountEntity, UUID> {

    Optional<StorageAccountEntity> byArmId(ArmResourceId id) {
        return find("armIdKey", id.key()).firstResultOptional();
    }

    Optional<StorageAccountEntity> byName(String name) {
        return find("name", name).firstResultOptional();
    }

    List<StorageAccountEntity> ofScope(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId", Sort.by("name"), subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2",
                        Sort.by("name"),
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    /** Replaces a wrapped data key, if it is still the one that was read. */
    void rewrapped(UUID account, byte[] old, byte[] renewed, Instant now) {
        update(
                "wrappedDataKey = ?1, keyRotated = ?2 where id = ?3 and wrappedDataKey = ?4",
                renewed,
                now,
                account,
                old);
    }

    /**
     * Waits until other changes of the account have ended, so that of two creations the second
     * finds the first.
     */
    void lockName(String name) {
        AdvisoryLock.hold(getEntityManager(), "storage account|" + name);
    }
}
