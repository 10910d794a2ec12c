package io.mltwin.compute.assets;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.machinelearning.AssetListQuery;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/codes}, {@code data} and {@code components}
 * and their {@code versions} (2022-05-01 to 2024-04-01).
 *
 * <p>Deviation: code lies in the workspace's storage account; components are commands; there are no
 * automatic deletion, no intellectual property and no registries.
 */
@Singleton
record AssetProvider(
        WorkspaceClient workspaces,
        WorkspaceKeys keys,
        V2Api api,
        AssetService assets,
        AssetPreparation preparation,
        PendingUpload uploads)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return Stream.of(AssetKind.values())
                .flatMap(kind -> Stream.of(containers(kind), versions(kind)))
                .toList();
    }

    private ResourceType containers(AssetKind kind) {
        return ResourceType.named(kind.type())
                .exists(id -> exists(kind, id.parent(), id.name(), null))
                .require(call -> api.requireOpen(call.id()))
                .get(call -> getContainer(kind, call))
                .list(call -> listContainers(kind, call))
                .put(ResourceChange.reading(AssetBody.class, kind.noun() + " container")
                        .validate((call, body) -> AssetValidator.validateContainer(kind, call.id(), body))
                        .prepare((call, body) -> open(call.id().parent()))
                        .apply((call, body, workspace) -> putContainer(kind, call, body, workspace)))
                .delete(ResourceChange.withoutBody()
                        .prepare((call, none) -> open(call.id().parent()))
                        .apply((call, none, workspace) -> Outcome.deleted(assets.deleteContainer(
                                workspace.history().workspaceId(),
                                kind,
                                call.id().name()))))
                .build();
    }

    private ResourceType versions(AssetKind kind) {
        ResourceType.Builder type = ResourceType.named(kind.versionType())
                .exists(id -> exists(kind, id.parent().parent(), id.parent().name(), id.name()))
                .require(call -> api.requireOpen(call.id()))
                .get(call -> getVersion(kind, call))
                .list(call -> listVersions(kind, call))
                .put(ResourceChange.reading(AssetBody.class, kind.noun() + " version")
                        .validate((call, body) -> AssetValidator.validateVersion(kind, call.id(), body))
                        .prepare((call, body) -> preparation.prepare(
                                kind, open(call.id().parent().parent()), body.properties()))
                        .apply((call, body, prepared) -> putVersion(kind, call, prepared)))
                .delete(ResourceChange.withoutBody()
                        .prepare((call, none) -> open(call.id().parent().parent()))
                        .apply((call, none, workspace) -> deleteVersion(kind, call, workspace)));
        if (kind == AssetKind.CODE) {
            type.action(
                    "startPendingUpload",
                    ResourceChange.readingOptional(PendingUpload.Request.class, "request")
                            .validate((call, request) -> PendingUpload.validate(request))
                            .prepare((call, request) -> uploads.start(
                                    open(call.id().parent().parent()).workspace(), request))
                            .apply((call, request, started) -> Outcome.ok(started)));
        }
        return type.build();
    }

    private boolean exists(AssetKind kind, ArmResourceId workspace, String name, String version) {
        return workspaces
                .find(workspace)
                .filter(found -> assets.exists(found.workspaceId(), kind, name, version))
                .isPresent();
    }

    private ObjectNode getContainer(AssetKind kind, ArmCall call) {
        ArmResourceId workspace = call.id().parent();
        return assets.findContainer(open(workspace).history(), kind, call.id().name())
                .map(asset -> AssetMapper.container(workspace, asset))
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    private AssetListQuery.PageBody<ObjectNode> listContainers(AssetKind kind, ArmCall call) {
        AssetQuery query = AssetQuery.read(call);
        return query.list()
                .page(
                        call,
                        assets.containers(open(call.id()).history(), kind, query).stream()
                                .map(asset -> AssetMapper.container(call.id(), asset))
                                .toList());
    }

    private Outcome putContainer(AssetKind kind, ArmCall call, AssetBody body, OpenWorkspace workspace) {
        AssetService.Saved<AssetContainer> saved =
                assets.putContainer(workspace.history(), kind, call.id().name(), body.properties(), call.caller());
        return Outcome.saved(saved.isNew(), AssetMapper.container(call.id().parent(), saved.asset()));
    }

    private ObjectNode getVersion(AssetKind kind, ArmCall call) {
        ArmResourceId asset = call.id().parent();
        return assets.find(
                        open(asset.parent()).history(),
                        kind,
                        asset.name(),
                        call.id().name())
                .map(version -> AssetMapper.version(asset.parent(), version))
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    private AssetListQuery.PageBody<ObjectNode> listVersions(AssetKind kind, ArmCall call) {
        AssetQuery query = AssetQuery.read(call);
        ArmResourceId workspace = call.id().parent();
        List<AssetVersion> versions =
                assets.versions(open(workspace).history(), kind, call.id().name(), query);
        return query.list()
                .page(
                        call,
                        versions.stream()
                                .map(version -> AssetMapper.version(workspace, version))
                                .toList());
    }

    private Outcome putVersion(AssetKind kind, ArmCall call, AssetPreparation.Prepared prepared) {
        ArmResourceId asset = call.id().parent();
        AssetService.Saved<AssetVersion> saved = assets.putVersion(
                prepared.workspace().history(),
                kind,
                asset.name(),
                call.id().name(),
                prepared.properties(),
                call.caller());
        return Outcome.saved(saved.isNew(), AssetMapper.version(asset.parent(), saved.asset()));
    }

    private Outcome deleteVersion(AssetKind kind, ArmCall call, OpenWorkspace workspace) {
        return Outcome.deleted(assets.deleteVersion(
                workspace.history().workspaceId(),
                kind,
                call.id().parent().name(),
                call.id().name()));
    }

    private OpenWorkspace open(ArmResourceId workspace) {
        return keys.openParent(workspace);
    }
}
