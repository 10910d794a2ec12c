package io.mltwin.compute.datastores;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.datastores.Datastore.Given;
import io.mltwin.compute.datastores.Datastore.Shown;
import io.mltwin.compute.encryption.Sealed;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Datastores of workspaces, one and the same for Azure ML's v1 data plane and for ARM. A secret is
 * in the vault before its datastore can be seen, and gone before the datastore is.
 */
@Singleton
class DatastoreService {

    private final DatastoreRepository repository;
    private final DatastoreVault vault;
    private final DefaultDatastore builtIn;
    private final Sealed sealed;
    private final Clock clock;

    DatastoreService(
            DatastoreRepository repository,
            DatastoreVault vault,
            DefaultDatastore builtIn,
            Sealed sealed,
            Clock clock) {
        this.repository = repository;
        this.vault = vault;
        this.builtIn = builtIn;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** What a write made. */
    record Stored(boolean isNew, Shown shown) {}

    @Transactional
    List<Shown> list(Workspace workspace) {
        List<DatastoreEntity> rows = repository.ofWorkspace(workspace.workspaceId());
        List<Shown> all = new ArrayList<>();
        all.add(new Shown(builtIn.of(workspace), rows.stream().noneMatch(row -> row.isDefault)));
        rows.forEach(row -> all.add(shown(row)));
        return all;
    }

    @Transactional
    Shown get(Workspace workspace, String name) {
        return list(workspace).stream()
                .filter(one -> AsciiCase.equal(one.datastore().name(), name))
                .findFirst()
                .orElseThrow(() -> DatastoreErrors.notFound(name));
    }

    @Transactional
    Shown defaultOne(Workspace workspace) {
        return list(workspace).stream().filter(Shown::isDefault).findFirst().orElseThrow();
    }

    @Transactional
    void makeDefault(Workspace workspace, String name) {
        if (AsciiCase.equal(name, DefaultDatastore.NAME)) {
            repository.forgetDefault(workspace.workspaceId());
            return;
        }
        DatastoreEntity row =
                repository
                        .lock(workspace.workspaceId(), name)
                        .orElseThrow(() -> DatastoreErrors.notFound(name));
        repository.forgetDefault(workspace.workspaceId());
        row.isDefault = true;
    }

    /** Registers it; a name that is taken is refused. */
    @Transactional
    Shown create(Workspace workspace, Given given) {
        check(given);
        if (repository.lock(workspace.workspaceId(), given.datastore().name()).isPresent()) {
            throw DatastoreErrors.exists(given.datastore().name());
        }
        return insert(workspace, given);
    }

    /** Registers or replaces it. */
    @Transactional
    Stored put(Workspace workspace, Given given) {
        check(given);
        Optional<DatastoreEntity> found =
                repository.lock(workspace.workspaceId(), given.datastore().name());
        if (found.isEmpty()) {
            return new Stored(true, insert(workspace, given));
        }
        DatastoreEntity row = found.get();
        Datastore old = content(row);
        boolean keepsSecret =
                given.secret() == null
                        && old.credentials().kind() == given.datastore().credentials().kind()
                        && old.account() != null
                        && old.account().equals(given.datastore().account());
        if (old.credentials().hasSecret() && !given.datastore().credentials().hasSecret()) {
            vault.remove(workspace, secretName(row));
        } else if (!keepsSecret) {
            keepSecret(workspace, row, given);
        }
        store(row, given.datastore());
        return new Stored(false, shown(row));
    }

    /** False when there was none. */
    @Transactional
    boolean delete(Workspace workspace, String name) {
        refuseBuiltIn(name);
        Optional<DatastoreEntity> row = repository.lock(workspace.workspaceId(), name);
        row.ifPresent(found -> delete(workspace, found));
        return row.isPresent();
    }

    /** All but the built-in one. */
    @Transactional
    void deleteAll(Workspace workspace) {
        repository.ofWorkspace(workspace.workspaceId()).forEach(row -> delete(workspace, row));
    }

    @Transactional
    boolean exists(Workspace workspace, String name) {
        return AsciiCase.equal(name, DefaultDatastore.NAME)
                || repository.byName(workspace.workspaceId(), name).isPresent();
    }

    private void delete(Workspace workspace, DatastoreEntity row) {
        if (content(row).credentials().hasSecret()) {
            vault.remove(workspace, secretName(row));
        }
        repository.delete(row);
    }

    private static void check(Given given) {
        refuseBuiltIn(given.datastore().name());
        DatastoreRules.check(given.datastore());
    }

    private static void refuseBuiltIn(String name) {
        if (AsciiCase.equal(name, DefaultDatastore.NAME)) {
            throw DatastoreErrors.builtIn();
        }
    }

    private Shown insert(Workspace workspace, Given given) {
        DatastoreEntity row = new DatastoreEntity();
        row.workspaceId = workspace.workspaceId();
        row.nameKey = DatastoreRepository.key(given.datastore().name());
        row.created = clock.instant();
        store(row, given.datastore());
        try {
            repository.persistAndFlush(row);
        } catch (ConstraintViolationException twice) {
            throw DatastoreErrors.exists(given.datastore().name());
        }
        // whoever registers the same name at this moment waits for this transaction
        keepSecret(workspace, row, given);
        return shown(row);
    }

    private void keepSecret(Workspace workspace, DatastoreEntity row, Given given) {
        if (!given.datastore().credentials().hasSecret()) {
            return;
        }
        if (given.secret() == null) {
            throw missing(given.datastore());
        }
        vault.set(
                workspace, secretName(row), ConnectionString.of(given.datastore(), given.secret()));
    }

    private static AzureFault missing(Datastore datastore) {
        return DatastoreErrors.secretMissing(
                switch (datastore.credentials().kind()) {
                    case ACCOUNT_KEY -> "the account key";
                    case SAS -> "the SAS token";
                    case CERTIFICATE -> "the certificate";
                    default -> "the client secret";
                });
    }

    private static String secretName(DatastoreEntity row) {
        return VaultSecretName.ofDatastore(row.workspaceId, row.nameKey);
    }

    private void store(DatastoreEntity row, Datastore datastore) {
        row.modified = clock.instant();
        row.content = sealed.seal(row.workspaceId, row.place(), datastore);
    }

    private Datastore content(DatastoreEntity row) {
        return sealed.open(row.workspaceId, row.place(), row.content, Datastore.class);
    }

    private Shown shown(DatastoreEntity row) {
        return new Shown(content(row), row.isDefault);
    }
}
