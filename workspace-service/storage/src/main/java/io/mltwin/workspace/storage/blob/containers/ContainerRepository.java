package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.workspace.storage.wire.ImmutabilityErrors.containerProtected;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.wire.DataErrors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class ContainerRepository implements PanacheRepositoryBase<ContainerEntity, UUID> {

    public Optional<ContainerEntity> find(UUID account, String name) {
        return find("accountId = ?1 and name = ?2", account, name).firstResultOptional();
    }

    /**
     * Returns the id of a container.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    public UUID requireId(StorageAccount account, String name) {
        return find(account.id(), name).orElseThrow(DataErrors::containerNotFound).id;
    }

    /** Returns the container, which cannot be deleted before this transaction ends. */
    public Optional<ContainerEntity> findForWriting(UUID account, String name) {
        return find("accountId = ?1 and name = ?2", account, name)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResultOptional();
    }

    /** Returns the id of a container that cannot be deleted before this transaction ends. */
    public UUID requireForWriting(StorageAccount account, String name) {
        return findForWriting(account.id(), name).orElseThrow(DataErrors::containerNotFound).id;
    }

    /** Returns what the blobs of a container are encrypted under by default. */
    public ContainerScope requireScope(StorageAccount account, String name) {
        ContainerEntity row = find(account.id(), name).orElseThrow(DataErrors::containerNotFound);
        return new ContainerScope(row.defaultScope, row.denyScopeOverride);
    }

    /**
     * Returns the ids of all containers of an account by name, in order, or of one alone.
     *
     * @param only null for all
     * @throws io.mltwin.armweb.AzureException 404 when there is no such container
     */
    public Map<String, UUID> idsByName(StorageAccount account, String only) {
        if (only != null) {
            return Map.of(only, requireId(account, only));
        }
        Map<String, UUID> ids = new LinkedHashMap<>();
        page(account.id(), "", null, Integer.MAX_VALUE).forEach(row -> ids.put(row.name, row.id));
        return ids;
    }

    /**
     * Returns containers in order of name, from {@code from} on, ending before {@code before}
     * unless that is null.
     */
    public List<ContainerEntity> page(UUID account, String from, String before, int limit) {
        return page(account, from, before, limit, null);
    }

    /**
     * Returns the same with those that are soft-deleted.
     *
     * @param now null: without them
     */
    public List<ContainerEntity> page(UUID account, String from, String before, int limit, Instant now) {
        String there = now == null ? " and deletedAt is null" : " and (expiresAt is null or expiresAt > ?3)";
        String query = "accountId = ?1 and name >= ?2" + there;
        List<Object> values = new ArrayList<>(List.of(account, from));
        if (now != null) {
            values.add(now);
        }
        if (before != null) {
            values.add(before);
            query += " and name < ?" + values.size();
        }
        return find(query + " order by name", values.toArray()).page(0, limit).list();
    }

    /** Returns some containers whose days of soft deletion are over. */
    public List<ContainerEntity> expired(Instant now, int most) {
        return find("expiresAt <= ?1 order by expiresAt", now).page(0, most).list();
    }

    /**
     * Deletes blobs that were put into a container while it was deleted. A write that began before
     * lasts less than five minutes.
     */
    public void forgetGone() {
        getEntityManager()
                .createNativeQuery("with gone as (delete from gone_container"
                        + " where gone_at < clock_timestamp() - interval '5 minutes' returning id)"
                        + " delete from blob using gone where container_id = gone.id")
                .executeUpdate();
    }

    /**
     * Refuses that Azure Resource Manager deletes a container or its account.
     *
     * @throws io.mltwin.armweb.AzureException 409 when it has blobs that a policy or a hold
     *     protects
     */
    void checkUnprotected(String account, ContainerEntity row) {
        Immutability immutability = row.immutability();
        if (!immutability.isNone() && hasBlobs(row.id)) {
            throw containerProtected(
                    account,
                    row.state(Map.of()).name(),
                    immutability.holds().isEmpty() ? "ImmutabilityPolicy" : "LegalHold");
        }
    }

    private boolean hasBlobs(UUID container) {
        return (Boolean) getEntityManager()
                .createNativeQuery("select exists (select from blob where container_id = ?1)")
                .setParameter(1, container)
                .getSingleResult();
    }

    List<ContainerEntity> ofAccount(UUID account) {
        return list("accountId", account);
    }

    /** Waits until other changes of the container have ended. */
    public void lockName(UUID account, String name) {
        AdvisoryLock.hold(getEntityManager(), "container|" + account + "/" + name);
    }
}
