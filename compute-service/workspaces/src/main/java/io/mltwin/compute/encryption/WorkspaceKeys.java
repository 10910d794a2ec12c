package io.mltwin.compute.encryption;

import static io.mltwin.compute.encryption.RunHistoryErrors.keyRefused;

import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.Workspace.WorkspaceObserved;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.customerkeys.CustomerKey;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.customerkeys.KeyIdentifier;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.SealedRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data key of each workspace's run history, wrapped in the database: under the root keys, or by
 * the key that the customer gave when the workspace was created. That one's vault is asked as the
 * application Azure Cosmos DB, or as the user-assigned identity that the customer named for it; its
 * newest version is followed.
 */
@Singleton
public class WorkspaceKeys implements SealedRow.Keys, Resettable {

    private final WorkspaceKeyRepository rows;
    private final RootKeys rootKeys;
    private final CustomerKeys customerKeys;
    private final Tokens tokens;
    private final WorkspaceClient workspaces;
    private final Addresses addresses;
    private final Clock clock;
    private final BoundedMemory<String, DataKey> open = BoundedMemory.ofSmall(Duration.ofDays(1));
    private final Map<String, Workspace> seen = new ConcurrentHashMap<>();

    WorkspaceKeys(
            WorkspaceKeyRepository rows,
            RootKeys rootKeys,
            CustomerKeys customerKeys,
            Tokens tokens,
            WorkspaceClient workspaces,
            Addresses addresses,
            Clock clock) {
        this.rows = rows;
        this.rootKeys = rootKeys;
        this.customerKeys = customerKeys;
        this.tokens = tokens;
        this.workspaces = workspaces;
        this.addresses = addresses;
        this.clock = clock;
    }

    void seen(@Observes WorkspaceObserved event) {
        seen.put(event.workspace().workspaceId(), event.workspace());
    }

    /**
     * Opens the run history of a workspace; never called inside a transaction.
     *
     * @throws io.mltwin.armweb.AzureException 403 while the customer's key does not open it
     */
    public RunHistory open(String workspaceId) {
        return new RunHistory(workspaceId, of(workspaceId));
    }

    /**
     * Opens the workspace of this id, which a resource lies in.
     *
     * @throws io.mltwin.armweb.AzureException 404 where there is none
     */
    public OpenWorkspace openParent(ArmResourceId workspace) {
        return open(workspaces.find(workspace).orElseThrow(() -> ArmErrors.parentResourceNotFound(workspace)));
    }

    /**
     * Opens the workspace in which a resource lies, or one below such, and ends the rows of an earlier workspace of the
     * same id.
     *
     * @param rows of the resources that lie in workspaces
     * @throws io.mltwin.armweb.AzureException 404 where there is no such workspace
     */
    public void openFor(ArmCall call, ChildRows<?> rows) {
        ArmResourceId id = call.id();
        while (id.types().size() > 1) {
            id = id.parent();
        }
        String key = id.key();
        String workspaceId = openParent(id).workspace().workspaceId();
        RowTransactions.inOne(() -> rows.delete("parentKey = ?1 and workspaceId <> ?2", key, workspaceId));
    }

    /**
     * Opens the workspace of this id.
     *
     * @throws io.mltwin.armweb.AzureException 404 where there is none
     */
    public OpenWorkspace open(ArmResourceId workspace) {
        return open(workspaces.require(workspace));
    }

    /** Opens a workspace with its run history. */
    public OpenWorkspace open(Workspace workspace) {
        return new OpenWorkspace(workspace, open(workspace.workspaceId()));
    }

    /**
     * The key, made at first use.
     *
     * @throws io.mltwin.armweb.AzureException 403 while the customer's key does not open it
     */
    @Override
    public DataKey of(String workspaceId) {
        DataKey key = open.of(null).get(workspaceId);
        if (key != null) {
            return key;
        }
        try {
            key = customerKeys.openOrNull(id(workspaceId));
            return key != null ? key : openStored(workspaceId);
        } catch (CustomerKeyException refused) {
            throw keyRefused(refused);
        }
    }

    private DataKey openStored(String workspaceId) {
        WorkspaceKeyRepository.Row row = find(workspaceId).orElseGet(() -> add(workspaceId));
        if (row.keyIdentifier() != null) {
            return customerKeys.open(
                    customerKey(workspaceId, row.armId(), row.keyIdentifier(), row.keyIdentity()),
                    row.wrapped(),
                    (old, renewed) -> replace(workspaceId, old, renewed));
        }
        DataKey key = DataKeys.open(row.wrapped(), rootKeys, context(workspaceId));
        open.of(null).put(workspaceId, key);
        return key;
    }

    private Optional<WorkspaceKeyRepository.Row> find(String workspaceId) {
        return QuarkusTransaction.requiringNew().call(() -> rows.find(workspaceId));
    }

    private WorkspaceKeyRepository.Row add(String workspaceId) {
        Workspace workspace = seen.get(workspaceId);
        if (workspace == null) {
            throw new IllegalStateException(
                    "Nobody told what encrypts the run history of the workspace " + workspaceId);
        }
        Workspace.CustomerKeyBody given = workspace.customerKey();
        String identifier = given == null ? null : given.keyIdentifier();
        String identity = given == null ? null : given.identityId();
        byte[] wrapped = DataKeys.generate(
                identifier == null
                        ? rootKeys
                        : customerKeys.wrapper(customerKey(workspaceId, workspace.id(), identifier, identity)),
                context(workspaceId));
        WorkspaceKeyRepository.Row row = new WorkspaceKeyRepository.Row(workspace.id(), wrapped, identifier, identity);
        return QuarkusTransaction.requiringNew().call(() -> rows.addIfAbsent(workspaceId, row));
    }

    private void replace(String workspaceId, byte[] old, byte[] renewed) {
        QuarkusTransaction.requiringNew().run(() -> rows.replace(workspaceId, old, renewed, clock.instant()));
    }

    private CustomerKey customerKey(String workspaceId, String armId, String identifier, String identity) {
        KeyIdentifier key = KeyIdentifier.parse(identifier, addresses).orElseThrow();
        return new CustomerKey(
                id(workspaceId),
                context(workspaceId),
                key,
                true,
                () -> (identity == null
                                ? tokens.asApplication(addresses.vaultAudience())
                                : workspaces.tokenForKey(armId, addresses.vaultAudience()))
                        .value());
    }

    @Override
    public void clear() {
        open.clear();
        seen.clear();
    }

    /** The customer's key of a workspace never changes to another one. */
    private static String id(String workspaceId) {
        return context(workspaceId);
    }

    private static String context(String workspaceId) {
        return "run-history:" + workspaceId;
    }
}
