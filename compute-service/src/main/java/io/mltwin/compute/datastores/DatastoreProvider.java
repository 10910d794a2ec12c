package io.mltwin.compute.datastores;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/datastores} (2022-10-01): the default
 * datastore.
 */
@Singleton
public class DatastoreProvider implements ArmProvider {

    private final WorkspaceClient workspaces;
    private final DefaultDatastore datastore;
    private final ObjectMapper json;

    DatastoreProvider(WorkspaceClient workspaces, DefaultDatastore datastore, ObjectMapper json) {
        this.workspaces = workspaces;
        this.datastore = datastore;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.MachineLearningServices/workspaces/datastores");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isList()) {
            ObjectNode page = json.createObjectNode();
            page.putArray("value").add(datastore.arm(workspaces.require(call.id()), call.id()));
            return ArmAnswer.ok(page);
        }
        if (call.isGet()) {
            ArmResourceId workspace = call.id().parent();
            if (!call.id().name().equalsIgnoreCase(DefaultDatastore.NAME)) {
                throw ArmErrors.resourceNotFound(call.id());
            }
            return ArmAnswer.ok(datastore.arm(workspaces.require(workspace), workspace));
        }
        throw AzureFault.notBuilt("Registering datastores");
    }
}
