package io.mltwin.workspace.machinelearning.notebooks;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceNotebooks;
import io.mltwin.workspace.machinelearning.WorkspaceNotebooks.NotebookInfo;
import io.mltwin.workspace.machinelearning.WorkspaceNotebooks.NotebookKeys;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The notebook resource of a workspace: made once by {@code prepareNotebook}, with two access keys,
 * and gone with the workspace. It answers under its own id, which the next workspace of the same
 * name does not have.
 */
@ApplicationScoped
public class Notebooks implements WorkspaceNotebooks {

    private static final String CONTEXT = "notebook:";
    private static final int ID_LENGTH = 16;
    private static final int KEY_LENGTH = 64;

    private final NotebookRepository rows;
    private final Workspaces workspaces;
    private final NotebookFiles files;
    private final RootKeys rootKeys;
    private final Addresses addresses;
    private final SecureRandom random;
    private final Clock clock;

    Notebooks(
            NotebookRepository rows,
            Workspaces workspaces,
            NotebookFiles files,
            RootKeys rootKeys,
            Addresses addresses,
            SecureRandom random,
            Clock clock) {
        this.rows = rows;
        this.workspaces = workspaces;
        this.files = files;
        this.rootKeys = rootKeys;
        this.addresses = addresses;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes it, or finds the one that was made. The users' directory is there before the notebook
     * resource can be seen; the operation repeats both after a crash.
     */
    NotebookInfo prepare(ArmResourceId id) {
        files.prepare(workspaces.requireReady(id));
        return QuarkusTransaction.requiringNew().call(() -> findOrCreate(id));
    }

    private NotebookInfo findOrCreate(ArmResourceId id) {
        Workspace workspace = workspaces.holdReady(id);
        NotebookEntity row = rows.findById(workspace.key());
        if (row == null) {
            row = new NotebookEntity();
            row.workspaceKey = workspace.key();
            row.resourceId = HexFormat.of().formatHex(bytes(ID_LENGTH));
            row.fqdn = fqdn(row.resourceId);
            row.wrappedKeys = rootKeys.wrap(bytes(2 * KEY_LENGTH), CONTEXT + row.workspaceKey);
            row.preparedAt = clock.instant();
            rows.persist(row);
        }
        return info(row);
    }

    private String fqdn(String resourceId) {
        String host = addresses.notebookHost(resourceId);
        return host.substring(0, host.lastIndexOf(':'));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    @Transactional
    public Map<String, NotebookInfo> of(Collection<String> workspaceKeys) {
        return workspaceKeys.isEmpty()
                ? Map.of()
                : rows.of(workspaceKeys).stream().collect(Collectors.toMap(row -> row.workspaceKey, this::info));
    }

    @Override
    @Transactional
    public Optional<NotebookKeys> findKeys(Workspace workspace) {
        return rows.findByIdOptional(workspace.key()).map(this::keys);
    }

    @Transactional
    NotebookKeys keys(ArmResourceId id) {
        Workspace workspace = workspaces.requireReady(id);
        return findKeys(workspace).orElseThrow(() -> notPrepared(workspace));
    }

    /**
     * Its notebook resource.
     *
     * @throws AzureException 409 when it was never prepared
     */
    @Transactional
    NotebookInfo require(Workspace workspace) {
        return rows.findByIdOptional(workspace.key()).map(this::info).orElseThrow(() -> notPrepared(workspace));
    }

    private static AzureException notPrepared(Workspace workspace) {
        return conflict(
                "Conflict",
                "The workspace '%s' has no notebook resource: POST prepareNotebook makes it.",
                workspace.id().name());
    }

    /** The workspace that stands and has this notebook resource. */
    @Transactional
    public Optional<Workspace> workspace(String resourceId) {
        return rows.byResource(resourceId)
                .flatMap(row -> workspaces.findByKey(row.workspaceKey))
                .filter(workspace -> workspace.provisioningState().equals("Succeeded"));
    }

    private NotebookKeys keys(NotebookEntity row) {
        byte[] keys = rootKeys.unwrap(row.wrappedKeys, CONTEXT + row.workspaceKey);
        Base64.Encoder text = Base64.getEncoder();
        return new NotebookKeys(
                text.encodeToString(Arrays.copyOf(keys, KEY_LENGTH)),
                text.encodeToString(Arrays.copyOfRange(keys, KEY_LENGTH, 2 * KEY_LENGTH)));
    }

    private NotebookInfo info(NotebookEntity row) {
        return new NotebookInfo(row.resourceId, fqdn(row.resourceId));
    }

    /** Notebook resources by workspace. */
    @Singleton
    static class NotebookRepository implements PanacheRepositoryBase<NotebookEntity, String> {

        Optional<NotebookEntity> byResource(String resourceId) {
            return find("resourceId", resourceId).firstResultOptional();
        }

        List<NotebookEntity> of(Collection<String> workspaceKeys) {
            return list("workspaceKey in ?1", workspaceKeys);
        }
    }
}
