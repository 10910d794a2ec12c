package io.mltwin.compute.datastores;

import static io.mltwin.compute.datastores.DatastoreErrors.notForDefault;
import static io.mltwin.compute.datastores.DatastoreErrors.notFound;
import static io.mltwin.compute.datastores.DatastoreErrors.secretMissing;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.datastores.Datastore.DatastoreRequest;
import io.mltwin.compute.datastores.Datastore.Shown;
import io.mltwin.compute.datastores.DatastoreEntity.DatastoreRepository;
import io.mltwin.compute.datastores.DatastoreKeys.ConnectionString;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.encoding.AsciiCase;
import io.quarkus.narayana.jta.QuarkusTransaction;
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

    private static final String CONTENT_TYPE = "text/plain";

    private final DatastoreRepository repository;
    private final WorkspaceVault vault;
    private final BuiltInDatastores builtIn;
    private final Clock clock;

    DatastoreService(DatastoreRepository repository, WorkspaceVault vault, BuiltInDatastores builtIn, Clock clock) {
        this.repository = repository;
        this.vault = vault;
        this.builtIn = builtIn;
        this.clock = clock;
    }

    /** The change that a write makes to the datastore's secret. */
    enum SecretChange {
        NONE,
        KEEP,
        SET,
        REMOVE
    }

    /** A write whose secret is in the vault already, or is no longer. */
    record PreparedWrite(RunHistory history, DatastoreRequest given, SecretChange secret) {}

    /** A deletion whose secret is no longer in the vault. */
    record PreparedDeletion(String workspaceId, String name) {}

    /** The result of a write. */
    record Stored(boolean isNew, Shown shown) {}

    @Transactional
    List<Shown> list(OpenWorkspace workspace) {
        RunHistory history = workspace.history();
        List<DatastoreEntity> rows = repository.ofWorkspace(history.workspaceId());
        List<Shown> all = new ArrayList<>();
        boolean isUsualDefault = rows.stream().noneMatch(row -> row.isDefault);
        builtIn.of(workspace.workspace())
                .forEach(one ->
                        all.add(new Shown(one, isUsualDefault && one.name().equals(BuiltInDatastores.BLOB_STORE))));
        rows.forEach(row -> all.add(shown(history, row)));
        return all;
    }

    @Transactional
    Shown get(OpenWorkspace workspace, String name) {
        return list(workspace).stream()
                .filter(one -> AsciiCase.equal(one.datastore().name(), name))
                .findFirst()
                .orElseThrow(() -> notFound(name));
    }

    @Transactional
    Shown defaultOne(OpenWorkspace workspace) {
        return list(workspace).stream().filter(Shown::isDefault).findFirst().orElseThrow();
    }

    @Transactional
    void makeDefault(Workspace workspace, String name) {
        if (AsciiCase.equal(name, BuiltInDatastores.BLOB_STORE)) {
            repository.forgetDefault(workspace.workspaceId());
            return;
        }
        if (BuiltInDatastores.contain(name)) {
            throw notForDefault(name);
        }
        DatastoreEntity row = repository.lock(workspace.workspaceId(), name).orElseThrow(() -> notFound(name));
        repository.forgetDefault(workspace.workspaceId());
        row.isDefault = true;
    }

    /** Prepares a new one; a name that is taken is refused. */
    PreparedWrite prepareNew(OpenWorkspace workspace, DatastoreRequest given) {
        if (exists(workspace.workspace(), given.datastore().name())) {
            throw DatastoreErrors.exists(given.datastore().name());
        }
        return prepare(workspace, given);
    }

    /** Puts the secret of a new or changed datastore into the vault, or takes it out. */
    PreparedWrite prepare(OpenWorkspace workspace, DatastoreRequest given) {
        RunHistory history = workspace.history();
        String name = given.datastore().name();
        SecretChange change = QuarkusTransaction.requiringNew()
                .call(() -> secretChange(history, repository.byName(history.workspaceId(), name), given));
        if (change == SecretChange.SET) {
            vault.set(
                    workspace.workspace(),
                    secretName(history.workspaceId(), name),
                    ConnectionString.of(given.datastore(), given.secret()),
                    CONTENT_TYPE);
        } else if (change == SecretChange.REMOVE) {
            vault.remove(workspace.workspace(), secretName(history.workspaceId(), name));
        }
        return new PreparedWrite(history, given, change);
    }

    /** Registers or replaces it. */
    @Transactional
    Stored put(PreparedWrite prepared) {
        RunHistory history = prepared.history();
        Datastore datastore = prepared.given().datastore();
        Optional<DatastoreEntity> found = repository.lock(history.workspaceId(), datastore.name());
        if (found.isEmpty()) {
            return new Stored(true, insert(prepared));
        }
        store(history, found.get(), datastore);
        return new Stored(false, shown(history, found.get()));
    }

    /** Takes the secret of a datastore that is to be deleted out of the vault. */
    PreparedDeletion prepareDeletion(OpenWorkspace workspace, String name) {
        DatastoreValidator.refuseBuiltIn(name);
        RunHistory history = workspace.history();
        Optional<DatastoreEntity> row =
                QuarkusTransaction.requiringNew().call(() -> repository.byName(history.workspaceId(), name));
        if (row.filter(found -> content(history, found).credentials().hasSecret())
                .isPresent()) {
            vault.remove(workspace.workspace(), secretName(history.workspaceId(), name));
        }
        return new PreparedDeletion(history.workspaceId(), name);
    }

    /** False when there was none. */
    @Transactional
    boolean delete(PreparedDeletion prepared) {
        Optional<DatastoreEntity> row = repository.lock(prepared.workspaceId(), prepared.name());
        row.ifPresent(repository::delete);
        return row.isPresent();
    }

    /** Returns whether there is one of this name, which needs no key. */
    @Transactional
    boolean exists(Workspace workspace, String name) {
        return BuiltInDatastores.contain(name)
                || repository.byName(workspace.workspaceId(), name).isPresent();
    }

    private Shown insert(PreparedWrite prepared) {
        RunHistory history = prepared.history();
        Datastore datastore = prepared.given().datastore();
        DatastoreEntity row = new DatastoreEntity();
        row.workspaceId = history.workspaceId();
        row.nameKey = DatastoreRepository.key(datastore.name());
        row.created = clock.instant();
        store(history, row, datastore);
        try {
            repository.persistAndFlush(row);
        } catch (ConstraintViolationException twice) {
            throw DatastoreErrors.exists(datastore.name());
        }
        return shown(history, row);
    }

    /** A secret that is not given stays the one that there is, for the same account. */
    private static SecretChange secretChange(
            RunHistory history, Optional<DatastoreEntity> row, DatastoreRequest given) {
        Datastore wanted = given.datastore();
        Optional<Datastore> old = row.map(found -> content(history, found))
                .filter(found -> found.credentials().hasSecret());
        if (!wanted.credentials().hasSecret()) {
            return old.isPresent() ? SecretChange.REMOVE : SecretChange.NONE;
        }
        if (given.secret() != null) {
            return SecretChange.SET;
        }
        return old.filter(found ->
                        found.credentials().kind() == wanted.credentials().kind())
                .filter(found -> found.account() != null)
                .filter(found -> found.account().equals(wanted.account()))
                .map(found -> SecretChange.KEEP)
                .orElseThrow(() -> missing(wanted));
    }

    private static AzureException missing(Datastore datastore) {
        return secretMissing(
                switch (datastore.credentials().kind()) {
                    case ACCOUNT_KEY -> "the account key";
                    case SAS -> "the SAS token";
                    case CERTIFICATE -> "the certificate";
                    default -> "the client secret";
                });
    }

    private static String secretName(String workspaceId, String name) {
        return VaultSecretName.ofDatastore(workspaceId, DatastoreRepository.key(name));
    }

    private void store(RunHistory history, DatastoreEntity row, Datastore datastore) {
        row.modified = clock.instant();
        row.content = history.seal(row.place(), datastore);
    }

    private static Datastore content(RunHistory history, DatastoreEntity row) {
        return history.open(row.place(), row.content, Datastore.class);
    }

    private static Shown shown(RunHistory history, DatastoreEntity row) {
        return new Shown(content(history, row), row.isDefault);
    }
}
