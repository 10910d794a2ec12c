package io.mltwin.keyvault.objects;

import static io.mltwin.keyvault.objects.ObjectErrors.deletedButRecoverable;
import static io.mltwin.keyvault.objects.ObjectErrors.deletedNotFound;
import static io.mltwin.keyvault.objects.ObjectErrors.notFound;

import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.objects.cache.ObjectCache;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds and changes secrets, keys or certificates by name. */
public interface ObjectRepository<E extends VaultObject> extends PanacheRepositoryBase<E, UUID> {

    Kind kind();

    CacheInvalidation invalidation();

    /**
     * Keeps an object out of the cache until the transaction ends; stands before each change of the
     * object or of one of its versions.
     */
    default void invalidate(E object) {
        invalidation().invalidate(new ObjectCache.Name(kind(), object.vaultId, object.nameKey));
    }

    /** Locks a name, also one that does not exist yet, until the transaction ends. */
    default void lock(Vault vault, ObjectName name) {
        AdvisoryLock.hold(getEntityManager(), kind().word() + " " + vault.id() + "/" + name.key());
    }

    /** Returns the object, also a soft-deleted one, or null. */
    default E byName(Vault vault, ObjectName name) {
        return find("vaultId = ?1 and nameKey = ?2", vault.id(), name.key()).firstResult();
    }

    /**
     * Returns the object, which must not be deleted.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    default E requireActive(Vault vault, ObjectName name) {
        E found = byName(vault, name);
        if (found == null || found.isDeleted()) {
            throw notFound(kind(), name, null);
        }
        return found;
    }

    /**
     * Returns the object, which must be deleted and not purged.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    default E requireDeleted(Vault vault, ObjectName name, Instant now) {
        purgeExpired(vault, now);
        E found = byName(vault, name);
        if (found == null || !found.isDeleted()) {
            throw deletedNotFound(kind(), name);
        }
        return found;
    }

    /**
     * Locks a name until the transaction ends and returns its object, or null.
     *
     * @throws io.mltwin.armweb.AzureException 409 when it is deleted
     */
    default E forChange(Vault vault, ObjectName name, Instant now) {
        lock(vault, name);
        purgeExpired(vault, now);
        E found = byName(vault, name);
        if (found != null && found.isDeleted()) {
            throw deletedButRecoverable(kind(), name);
        }
        return found;
    }

    /**
     * Requires that a backup may be restored under this name.
     *
     * @throws io.mltwin.armweb.AzureException 409 when it is taken
     */
    default void requireFree(Vault vault, ObjectName name, Instant now) {
        if (forChange(vault, name, now) != null) {
            throw ObjectErrors.exists(kind(), name);
        }
    }

    /** Gives a new object its name and persists it. */
    default E add(E entity, Vault vault, ObjectName name) {
        entity.id = UUID.randomUUID();
        entity.vaultId = vault.id();
        entity.name = name.text();
        entity.nameKey = name.key();
        invalidate(entity);
        persist(entity);
        return entity;
    }

    /** Deletes an object so that it can be recovered during the vault's retention. */
    default void softDelete(E object, Instant now, Vault vault) {
        invalidate(object);
        object.deletedAt = now;
        object.scheduledPurgeAt = now.plus(Duration.ofDays(vault.retentionDays()));
    }

    /** Recovers a soft-deleted object. */
    default void recover(E object) {
        invalidate(object);
        object.deletedAt = null;
        object.scheduledPurgeAt = null;
    }

    /** Deletes an object with its versions for good. */
    default void purge(E object) {
        invalidate(object);
        delete(object);
    }

    /** Returns the active objects after a name, in order. */
    default List<E> activeAfter(Vault vault, String nameKey, int most) {
        return page("deletedAt is null", vault, nameKey, most);
    }

    /** Returns the soft-deleted objects after a name, in order. */
    default List<E> deletedAfter(Vault vault, String nameKey, int most) {
        return page("deletedAt is not null", vault, nameKey, most);
    }

    private List<E> page(String which, Vault vault, String nameKey, int most) {
        return find("vaultId = ?1 and " + which + " and nameKey > ?2 order by nameKey", vault.id(), nameKey)
                .page(0, most)
                .list();
    }

    /** Purges the objects whose retention has ended. */
    default void purgeExpired(Vault vault, Instant now) {
        delete("vaultId = ?1 and scheduledPurgeAt <= ?2", vault.id(), now);
    }
}
