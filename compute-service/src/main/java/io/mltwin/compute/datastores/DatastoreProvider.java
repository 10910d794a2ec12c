package io.mltwin.compute.datastores;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.datastores.DatastoreSecrets.Request;
import io.mltwin.compute.operations.KnownResources;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code Microsoft.MachineLearningServices/workspaces/datastores} (2022-10-01). */
@Singleton
class DatastoreProvider implements ArmProvider, KnownResources {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/datastores";

    private final WorkspaceClient workspaces;
    private final V2Api api;
    private final DatastoreService datastores;
    private final DatastoreSecrets secrets;
    private final DefaultDatastore builtIn;
    private final ObjectMapper json;

    DatastoreProvider(
            WorkspaceClient workspaces,
            V2Api api,
            DatastoreService datastores,
            DatastoreSecrets secrets,
            DefaultDatastore builtIn,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.api = api;
        this.datastores = datastores;
        this.secrets = secrets;
        this.builtIn = builtIn;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean exists(ArmResourceId id) {
        return workspaces
                .find(id.parent())
                .filter(workspace -> datastores.exists(workspace, id.name()))
                .isPresent();
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        api.requireOpen(call.id());
        if (call.isList()) {
            return list(call);
        }
        ArmResourceId id = call.id();
        if (call.isGet()) {
            return ArmAnswer.ok(arm(datastores.get(workspace(id), id.name()), id.parent()));
        }
        if (call.isPut()) {
            return put(call);
        }
        if (call.isDelete()) {
            return datastores.delete(workspace(id), id.name())
                    ? new ArmAnswer(200, null, null, Map.of())
                    : ArmAnswer.noContent();
        }
        if (call.isPost("listSecrets")) {
            return ArmAnswer.ok(
                    json.valueToTree(secrets.list(workspace(id), id.name(), secretRequest(call))));
        }
        if (call.method().equals("POST")) {
            throw AzureFault.notBuilt(
                    "The operation '" + call.target().collection() + "' of datastores");
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer list(ArmCall call) {
        ObjectNode page = json.createObjectNode();
        String isDefault = call.query().get("isdefault");
        datastores.list(workspaces.require(call.id())).stream()
                .filter(
                        one ->
                                isDefault == null
                                        || Boolean.parseBoolean(isDefault) == one.isDefault())
                .forEach(one -> page.withArray("value").add(arm(one, call.id())));
        page.withArray("value");
        return ArmAnswer.ok(page);
    }

    private ArmAnswer put(ArmCall call) {
        ArmResourceId id = call.id();
        DatastoreService.Stored stored =
                datastores.put(
                        workspace(id),
                        ArmDatastoreMapper.given(
                                read(call, ArmDatastoreBody.class), id.name(), builtIn.endpoint()));
        ObjectNode body = arm(stored.shown(), id.parent());
        return stored.isNew() ? ArmAnswer.created(body) : ArmAnswer.ok(body);
    }

    private Request secretRequest(ArmCall call) {
        return call.body() == null || call.body().isNull()
                ? new Request(null, null)
                : read(call, Request.class);
    }

    private <T> T read(ArmCall call, Class<T> type) {
        try {
            return json.treeToValue(call.requiredBody(), type);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content is not what a datastore takes: " + BodyErrors.reason(e));
        }
    }

    private ObjectNode arm(Datastore.Shown shown, ArmResourceId workspace) {
        return ArmDatastoreMapper.arm(shown, workspace, json);
    }

    private Workspace workspace(ArmResourceId datastore) {
        ArmResourceId id = datastore.parent();
        return workspaces.find(id).orElseThrow(() -> ArmErrors.parentResourceNotFound(id));
    }
}
