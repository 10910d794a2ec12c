package io.mltwin.compute.datastores;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.MachineLearningServices/workspaces/datastores} (2022-10-01). */
@Singleton
record DatastoreProvider(
        WorkspaceClient workspaces,
        WorkspaceKeys keys,
        V2Api api,
        DatastoreService datastores,
        DatastoreSecrets secrets,
        BuiltInDatastores builtIn)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/datastores";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .exists(this::exists)
                .require(call -> api.requireOpen(call.id()))
                .get(call -> show(call, datastores.get(open(call), call.id().name())))
                .list(this::list)
                .put(ResourceChange.reading(ArmDatastoreBody.class, "datastore")
                        .validate(this::given)
                        .exclusively()
                        .prepare((call, body) -> datastores.prepare(open(call), given(call, body)))
                        .apply((call, body, prepared) -> put(call, datastores.put(prepared))))
                .delete(ResourceChange.withoutBody()
                        .exclusively()
                        .prepare((call, none) ->
                                datastores.prepareDeletion(open(call), call.id().name()))
                        .apply((call, none, prepared) -> Outcome.deleted(datastores.delete(prepared))))
                .action(
                        "listSecrets",
                        ResourceChange.readingOptional(DatastoreSecrets.Request.class, "request")
                                .prepare((call, request) ->
                                        secrets.list(open(call), call.id().name(), request))
                                .apply((call, request, shown) -> Outcome.ok(shown)))
                .build());
    }

    private boolean exists(ArmResourceId id) {
        return workspaces
                .find(id.parent())
                .filter(workspace -> datastores.exists(workspace, id.name()))
                .isPresent();
    }

    private List<ObjectNode> list(ArmCall call) {
        String isDefault = call.query().get("isdefault");
        return datastores.list(keys.open(call.id())).stream()
                .filter(one -> isDefault == null || Boolean.parseBoolean(isDefault) == one.isDefault())
                .map(one -> ArmDatastoreMapper.arm(one, call.id()))
                .toList();
    }

    private Outcome put(ArmCall call, DatastoreService.Stored stored) {
        return Outcome.saved(stored.isNew(), show(call, stored.shown()));
    }

    private Datastore.DatastoreRequest given(ArmCall call, ArmDatastoreBody body) {
        Datastore.DatastoreRequest given =
                ArmDatastoreMapper.given(body, call.id().name(), builtIn.endpoint());
        DatastoreValidator.validate(given.datastore());
        return given;
    }

    private ObjectNode show(ArmCall call, Datastore.Shown shown) {
        return ArmDatastoreMapper.arm(shown, call.id().parent());
    }

    private OpenWorkspace open(ArmCall call) {
        ArmResourceId id = call.id().parent();
        return keys.openParent(id);
    }
}
