package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.Map;

/** {@code workspaceblobstore}, which every workspace has; its data is reached with identities. */
@Singleton
class DefaultDatastore {

    static final String NAME = "workspaceblobstore";

    private final Addresses addresses;

    DefaultDatastore(Addresses addresses) {
        this.addresses = addresses;
    }

    Datastore of(Workspace workspace) {
        return new Datastore(
                NAME,
                DatastoreType.BLOB,
                null,
                Map.of(),
                Map.of(),
                workspace.storageAccountName(),
                workspace.datastoreContainer(),
                endpoint(),
                "https",
                workspace.subscriptionId(),
                workspace.resourceGroup(),
                Datastore.WORKSPACE_IDENTITY,
                DatastoreCredentials.of(Kind.NONE));
    }

    /** The suffix of storage accounts: {@code core.BASE:port}. */
    String endpoint() {
        return addresses.host("core", ServiceName.WORKSPACE);
    }
}
