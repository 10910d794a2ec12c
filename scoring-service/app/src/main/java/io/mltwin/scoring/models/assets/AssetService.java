package io.mltwin.scoring.models.assets;

import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.notFound;
import static io.mltwin.scoring.ModelManagementErrors.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonPatch;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactUrl;
import io.mltwin.scoring.models.assets.AssetBody.Artifact;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Assets: what a model or an image's driver consists of. */
@Singleton
public record AssetService(
        AssetRepository repository,
        WorkspaceClient workspaces,
        ModelContent content,
        WorkspaceAuthorizer access,
        Clock clock) {

    private static final Set<String> MUTABLE = Set.of("description", "kvTags");

    AssetBody create(Caller caller, WorkspacePath path, AssetBody body) {
        access.requireAll(caller, path, "models/write");
        WorkspaceView workspace = workspaces.get(path.id());
        if (body == null || body.name() == null || body.name().isBlank()) {
            throw required("name");
        }
        List<Artifact> artifacts = artifacts(body);
        content.requireAll(workspace, artifacts);
        AssetEntity asset = new AssetEntity();
        asset.workspaceKey = path.key();
        asset.assetId = UUID.randomUUID().toString().replace("-", "");
        asset.id = AssetRepository.key(path.key(), asset.assetId);
        asset.name = body.name();
        asset.description = Sealed.of(body.description());
        asset.artifacts = JsonText.of(artifacts);
        asset.tags = JsonText.sealed(body.kvTags() == null ? Map.of() : body.kvTags());
        asset.properties = JsonText.sealed(body.properties() == null ? Map.of() : body.properties());
        asset.runId = body.runid();
        asset.createdAt = clock.instant();
        return RowTransactions.inOne(() -> {
            repository.persist(asset);
            return body(asset);
        });
    }

    private static List<Artifact> artifacts(AssetBody body) {
        if (body.artifacts() != null && !body.artifacts().isEmpty()) {
            return body.artifacts();
        }
        ArtifactUrl url = ArtifactUrl.parse(body.url());
        badRequestIf(
                url == null || url.kind() != ArtifactUrl.Kind.ARTIFACT,
                "NoArtifacts",
                "Give 'artifacts' with an id or a prefix each, or a 'url' of the form aml://artifact/{path}.");
        return List.of(url.value().endsWith("/") ? new Artifact(null, url.value()) : new Artifact(url.value(), null));
    }

    List<AssetBody> list(Caller caller, WorkspacePath path, String runId, String name) {
        access.requireAll(caller, path, "models/read");
        return RowTransactions.inOne(() -> repository.ofWorkspace(path.key())).stream()
                .filter(asset -> runId == null || runId.equals(asset.runId))
                .filter(asset -> name == null || name.equals(asset.name))
                .map(AssetService::body)
                .toList();
    }

    AssetBody get(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/read");
        return body(RowTransactions.inOne(() -> require(path, id)));
    }

    AssetBody patch(Caller caller, WorkspacePath path, String id, JsonNode operations) {
        access.requireAll(caller, path, "models/write");
        return RowTransactions.inOne(() -> patch(require(path, id), operations));
    }

    private AssetBody patch(AssetEntity asset, JsonNode operations) {
        ObjectNode changed = JsonPatch.apply(Json.tree(body(asset)), operations, MUTABLE);
        asset.description = Sealed.of(changed.path("description").asText(null));
        asset.tags = JsonText.sealed(changed.path("kvTags"));
        return body(asset);
    }

    /** Deletes an asset; returns false when there is none. */
    boolean delete(Caller caller, WorkspacePath path, String id) {
        access.requireAll(caller, path, "models/delete");
        return RowTransactions.inOne(() -> repository.deleteById(AssetRepository.key(path.key(), id)));
    }

    void deleteAll(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceKey", workspace.workspaceKey());
    }

    private AssetEntity require(WorkspacePath path, String id) {
        AssetEntity asset = repository.findById(AssetRepository.key(path.key(), id));
        if (asset == null) {
            throw notFound("AssetNotFound", "There is no asset '" + id + "' in this workspace.");
        }
        return asset;
    }

    static AssetBody body(AssetEntity asset) {
        return new AssetBody(
                asset.assetId,
                asset.name,
                Sealed.text(asset.description),
                Arrays.asList(JsonText.as(asset.artifacts, Artifact[].class)),
                JsonText.map(asset.tags),
                JsonText.map(asset.properties),
                asset.runId,
                null,
                asset.createdAt);
    }
}
