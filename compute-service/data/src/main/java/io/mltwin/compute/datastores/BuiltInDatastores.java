package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The datastores that every workspace has: {@code workspaceblobstore}, and {@code
 * workspaceartifactstore}, which holds what runs leave behind. Their data is reached by the
 * account's key, or as identities, as the workspace's {@code systemDatastoresAuthMode} says.
 */
@Singleton
record BuiltInDatastores(Addresses addresses) {

    /** The default until another one is made the default. */
    static final String BLOB_STORE = "workspaceblobstore";

    /** Its container is {@code azureml}; it is never the default. */
    static final String ARTIFACT_STORE = "workspaceartifactstore";

    private static final String ARTIFACTS = "azureml";

    /** Returns whether a name is taken by one of them, in any case. */
    static boolean contain(String name) {
        return AsciiCase.equal(name, BLOB_STORE) || AsciiCase.equal(name, ARTIFACT_STORE);
    }

    /** Returns them all, the usual default first. */
    List<Datastore> of(Workspace workspace) {
        return List.of(
                blobs(workspace, BLOB_STORE, workspace.datastoreContainer()),
                blobs(workspace, ARTIFACT_STORE, ARTIFACTS));
    }

    private Datastore blobs(Workspace workspace, String name, String container) {
        return new Datastore(
                name,
                DatastoreType.BLOB,
                null,
                Map.of(),
                Map.of(),
                workspace.storageAccountName(),
                container,
                endpoint(),
                "https",
                workspace.subscriptionId(),
                workspace.resourceGroup(),
                Datastore.WORKSPACE_IDENTITY,
                DatastoreCredentials.of(workspace.isReachedByIdentity() ? Kind.NONE : Kind.ACCOUNT_KEY));
    }

    /** The suffix of storage accounts: {@code core.BASE:port}. */
    String endpoint() {
        return addresses.host("core", ServiceName.WORKSPACE);
    }
}
