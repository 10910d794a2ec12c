package io.mltwin.compute.datastores;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** {@code workspaceblobstore}, which every workspace has, in both of Azure ML's forms. */
@Singleton
public class DefaultDatastore {

    public static final String NAME = "workspaceblobstore";

    private final Addresses addresses;
    private final ObjectMapper json;

    DefaultDatastore(Addresses addresses, ObjectMapper json) {
        this.addresses = addresses;
        this.json = json;
    }

    DatastoreBody v1(Workspace workspace) {
        return DatastoreBody.ofDefault(workspace, endpoint());
    }

    /** The datastore's v1 form when it is the one of this name. */
    DatastoreBody v1(Workspace workspace, String name) {
        if (!NAME.equalsIgnoreCase(name)) {
            throw new AzureFault(
                    404,
                    "DatastoreNotFound",
                    "The datastore '" + name + "' was not found in this workspace.");
        }
        return v1(workspace);
    }

    ObjectNode arm(Workspace workspace, ArmResourceId workspaceId) {
        ArmResourceId id = workspaceId.child("datastores", NAME);
        ObjectNode body =
                json.createObjectNode()
                        .put("id", id.toString())
                        .put("name", NAME)
                        .put("type", id.type());
        ObjectNode properties = body.putObject("properties");
        properties
                .put("datastoreType", "AzureBlob")
                .put("isDefault", true)
                .put("accountName", workspace.storageAccountName())
                .put("containerName", workspace.datastoreContainer())
                .put("endpoint", endpoint())
                .put("protocol", "https")
                .put("serviceDataAccessAuthIdentity", "WorkspaceSystemAssignedIdentity")
                .put("subscriptionId", workspace.subscriptionId())
                .put("resourceGroup", workspace.resourceGroup());
        properties.putObject("credentials").put("credentialsType", "None");
        properties.putObject("properties");
        properties.putObject("tags");
        return body;
    }

    /** The suffix of storage accounts: {@code core.BASE:port}. */
    private String endpoint() {
        return addresses.host("core", ServiceName.WORKSPACE);
    }
}
