package io.mltwin.compute.encryption;

import io.mltwin.compute.encryption.WorkspaceKeyRepository.Dedicated;
import io.mltwin.customerkeys.CustomerKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stores of run history: the shared one, and those of workspaces with a key of their own. */
@Singleton
public class StoreService {

    private final WorkspaceKeyRepository rows;
    private final DedicatedStores stores;
    private final ScratchKeys scratch;

    StoreService(WorkspaceKeyRepository rows, DedicatedStores stores, ScratchKeys scratch) {
        this.rows = rows;
        this.stores = stores;
        this.scratch = scratch;
    }

    @Transactional
    List<StoreBody> list() {
        List<StoreBody> all = new ArrayList<>();
        String shared = DedicatedStores.SHARED;
        all.add(new StoreBody(shared, null, null, null, null, null, stores.documents(shared)));
        for (Dedicated one : rows.dedicated()) {
            String store = DedicatedStores.name(one.workspaceId());
            all.add(new StoreBody(
                    store,
                    one.armId(),
                    one.workspaceId(),
                    one.row().keyIdentifier(),
                    CustomerKeys.versionOf(one.row().wrapped()),
                    one.rotated(),
                    stores.documents(store)));
        }
        return all;
    }

    /** ARM ids of the workspaces with a store of their own, by their GUIDs. */
    @Transactional
    public Map<String, String> workspaces() {
        return rows.dedicatedWorkspaces();
    }

    /** With a workspace its store and its data keys go: nobody reads anything of it again. */
    public void delete(String workspaceId) {
        stores.drop(workspaceId);
        QuarkusTransaction.requiringNew().run(() -> {
            rows.delete(workspaceId);
            scratch.delete(workspaceId);
        });
    }

    /**
     * A store of run history, for the administrator.
     *
     * @param store where it lies
     * @param workspace ARM id; absent for the store that all others share
     * @param key the customer's key as the workspace was created with it
     * @param keyVersion the version that wraps the data key now
     * @param documents how many it holds
     */
    record StoreBody(
            String store,
            String workspace,
            String workspaceId,
            String key,
            String keyVersion,
            Instant keySince,
            long documents) {}
}
