package io.mltwin.compute.datastores;

import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The datastores that every workspace has: {@code workspaceblobstore}, {@code
 * workspaceartifactstore}, which holds what runs leave behind, {@code workspacefilestore} and {@code
 * workspaceworkingdirectory}, the share of notebooks. Their data is reached by the account's key, or
 * as identities, as the workspace's {@code systemDatastoresAuthMode} says.
 */
@Singleton
record BuiltInDatastores(Addresses addresses) {

    /** The default until another one is made the default. */
    static final String BLOB_STORE = "workspaceblobstore";

    /** Its container is {@code azureml}; it is never the default. */
    static final String ARTIFACT_STORE = "workspaceartifactstore";

    private static final String ARTIFACTS = "azureml";
    private static final String FILE_STORE = "workspacefilestore";
    private static final String WORKING_DIRECTORY = "workspaceworkingdirectory";
    private static final Set<String> NAMES = Set.of(BLOB_STORE, ARTIFACT_STORE, FILE_STORE, WORKING_DIRECTORY);

    /** Returns whether a name is taken by one of them, in any case. */
    static boolean contain(String name) {
        return NAMES.contains(AsciiCase.lower(name));
    }

    /** Returns them all, the usual default first. */
    List<Datastore> of(Workspace workspace) {
        return List.of(
                of(workspace, BLOB_STORE, DatastoreType.BLOB, workspace.datastoreContainer()),
                of(workspace, ARTIFACT_STORE, DatastoreType.BLOB, ARTIFACTS),
                of(workspace, FILE_STORE, DatastoreType.FILE, workspace.fileShare()),
                of(workspace, WORKING_DIRECTORY, DatastoreType.FILE, workspace.codeShare()));
    }

    private Datastore of(Workspace workspace, String name, DatastoreType type, String place) {
        return new Datastore(
                name,
                type,
                null,
                Map.of(),
                Map.of(),
                workspace.storageAccountName(),
                place,
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
