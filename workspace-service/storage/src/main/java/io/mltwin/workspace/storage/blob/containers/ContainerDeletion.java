package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.workspace.storage.wire.DataErrors.containerExists;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges.AccountDeleting;
import io.mltwin.workspace.storage.accounts.StorageAccountChanges.AccountDeletionRequested;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.DataErrors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Deletes containers, at once or for the days of the account's policy, and restores them. */
@ApplicationScoped
public class ContainerDeletion {

    private final ContainerRepository containers;
    private final ContentStore contents;
    private final SecureRandom random;
    private final Clock clock;

    ContainerDeletion(ContainerRepository containers, ContentStore contents, SecureRandom random, Clock clock) {
        this.containers = containers;
        this.contents = contents;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Deletes a container with all its blobs, as Azure Resource Manager does: also one with an
     * immutability policy or legal holds when it has no blob.
     *
     * @return false when there was none
     */
    @Transactional
    public boolean delete(StorageAccount account, String name) {
        return delete(account, name, BlobConditions.NONE, row -> containers.checkUnprotected(account.name(), row));
    }

    /** Deletes a container as the data plane does, which refuses one with a policy or a hold. */
    @Transactional
    boolean delete(StorageAccount account, String name, BlobConditions conditions) {
        return delete(account, name, conditions, row -> row.immutability().checkContainerDelete());
    }

    private boolean delete(
            StorageAccount account, String name, BlobConditions conditions, Consumer<ContainerEntity> check) {
        containers.lockName(account.id(), name);
        Optional<ContainerEntity> found = containers.find(account.id(), name);
        found.ifPresent(row -> {
            conditions.checkWrite(row.version());
            Lease.checkWrite(row.lease, conditions.leaseId(), true, clock.instant());
            check.accept(row);
            if (account.softDelete().keepsContainers()) {
                keepDeleted(row, account.softDelete().containerDays());
            } else {
                contents.releaseContainer(row.id);
                containers.delete(row);
            }
        });
        return found.isPresent();
    }

    private void keepDeleted(ContainerEntity row, int days) {
        byte[] version = new byte[8];
        random.nextBytes(version);
        row.name = ContainerEntity.deletedName(
                row.name, HexFormat.of().withUpperCase().formatHex(version));
        row.lease = null;
        row.deletedAt = clock.instant();
        row.expiresAt = row.deletedAt.plus(Duration.ofDays(days));
    }

    /**
     * Restores a container with its blobs, also under another name ("Restore Container").
     *
     * @param deletedName the name that it had
     */
    @Transactional
    ContainerState restore(StorageAccount account, String name, String deletedName, String version) {
        ContainerService.checkName(name);
        ContainerService.checkName(deletedName);
        containers.lockName(account.id(), name);
        if (containers.find(account.id(), name).isPresent()) {
            throw containerExists();
        }
        ContainerEntity row = containers
                .find(account.id(), ContainerEntity.deletedName(deletedName, version))
                .filter(deleted -> deleted.expiresAt.isAfter(clock.instant()))
                .orElseThrow(DataErrors::containerNotFound);
        row.name = name;
        row.deletedAt = null;
        row.expiresAt = null;
        return row.state(account);
    }

    /** Deletes containers for good whose days of soft deletion are over. */
    public void deleteExpired(int most) {
        for (ContainerEntity row : containers.expired(clock.instant(), most)) {
            contents.releaseContainer(row.id);
            containers.delete(row);
        }
    }

    void accountDeletionRequested(@Observes AccountDeletionRequested event) {
        containers.ofAccount(event.accountId()).forEach(row -> containers.checkUnprotected(event.accountName(), row));
    }

    void accountDeleting(@Observes AccountDeleting event) {
        List<ContainerEntity> all = containers.ofAccount(event.accountId());
        all.forEach(row -> containers.checkUnprotected(event.accountName(), row));
        all.forEach(row -> contents.releaseContainer(row.id));
    }
}
