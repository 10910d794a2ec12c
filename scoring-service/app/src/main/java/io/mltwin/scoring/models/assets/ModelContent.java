package io.mltwin.scoring.models.assets;

import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.models.artifacts.ArtifactFile;
import io.mltwin.scoring.models.artifacts.ArtifactUrl;
import io.mltwin.scoring.models.artifacts.DatastoreClient;
import io.mltwin.scoring.models.artifacts.ModelPlace;
import io.mltwin.scoring.models.assets.AssetBody.Artifact;
import io.mltwin.scoring.models.assets.RegisteredModel.ContentFile;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that an {@code aml://} URL or an asset stands for; what is missing is refused.
 *
 * <p>Deviation: {@code labels.json} in the folder of a single ONNX file goes along with it.
 */
@Singleton
public record ModelContent(ArtifactClient artifacts, DatastoreClient datastores, AssetRepository assets) {

    private static final String LABELS = "labels.json";

    /**
     * Returns the files behind a URL.
     *
     * @param workspaceKey ARM id of the workspace in lower case
     * @throws io.mltwin.armweb.AzureException 400 when something of it is missing
     */
    public List<ContentFile> files(WorkspaceView workspace, String workspaceKey, String url) {
        if (DatastoreClient.isDatastoreUri(url)) {
            return files(datastores.find(workspace, url));
        }
        ArtifactUrl parsed = ArtifactUrl.parse(url);
        badRequestIf(
                parsed == null,
                "InvalidUrl",
                "The url '%s' has none of the forms aml://artifact/{path}, aml://asset/{id} and"
                        + " azureml://datastores/{name}/paths/{path}.",
                url);
        return parsed.kind() == ArtifactUrl.Kind.ARTIFACT
                ? artifact(workspace, parsed.value())
                : asset(workspace, workspaceKey, parsed.value());
    }

    /**
     * Returns the files of a datastore's file or folder, which keeps its own name as in Azure.
     *
     * @throws io.mltwin.armweb.AzureException 400 when there is none
     */
    List<ContentFile> files(ModelPlace place) {
        int cut = place.path().lastIndexOf('/') + 1;
        List<ContentFile> files = datastores.list(place).stream()
                .map(file -> new ContentFile(file.path().substring(cut), file))
                .toList();
        badRequestIf(
                files.isEmpty(), "ArtifactNotFound", "There is no file at '%s', and none below it.", place.modelUri());
        return files;
    }

    /** Returns true when the workspace has an asset with this id. */
    public boolean isAsset(String workspaceKey, String id) {
        return find(workspaceKey, id) != null;
    }

    private List<ContentFile> asset(WorkspaceView workspace, String workspaceKey, String id) {
        AssetEntity asset = find(workspaceKey, id);
        badRequestIf(asset == null, "AssetNotFound", "There is no asset '%s' in this workspace.", id);
        List<ContentFile> files = new ArrayList<>();
        for (Artifact artifact : JsonText.as(asset.artifacts, Artifact[].class)) {
            files.addAll(artifact(workspace, artifact));
        }
        return files;
    }

    private AssetEntity find(String workspaceKey, String id) {
        return RowTransactions.inOne(() -> assets.findById(AssetRepository.key(workspaceKey, id)));
    }

    /** Refuses a list of artifacts of which one is missing. */
    void requireAll(WorkspaceView workspace, List<Artifact> all) {
        all.forEach(artifact -> artifact(workspace, artifact));
    }

    private List<ContentFile> artifact(WorkspaceView workspace, Artifact artifact) {
        if (artifact.id() != null) {
            ArtifactUrl url = ArtifactUrl.parse(artifact.id());
            return artifact(workspace, url == null ? artifact.id() : url.value());
        }
        badRequestIf(artifact.prefix() == null, "InvalidArtifact", "An artifact needs an 'id' or a 'prefix'.");
        return folder(workspace, artifact.prefix());
    }

    private List<ContentFile> artifact(WorkspaceView workspace, String path) {
        if (path.endsWith("/")) {
            return folder(workspace, path);
        }
        ArtifactFile file = artifacts.find(workspace, path).orElse(null);
        if (file == null) {
            return folder(workspace, path + "/");
        }
        List<ContentFile> files = new ArrayList<>(List.of(new ContentFile(file.fileName(), file)));
        if (AsciiCase.lower(path).endsWith(".onnx")) {
            artifacts
                    .find(workspace, path.substring(0, path.lastIndexOf('/') + 1) + LABELS)
                    .ifPresent(labels -> files.add(new ContentFile(LABELS, labels)));
        }
        return files;
    }

    /** Lists the files of a folder, which keeps its own name as in Azure. */
    private List<ContentFile> folder(WorkspaceView workspace, String prefix) {
        String path = prefix.replaceAll("/+$", "");
        int cut = path.lastIndexOf('/') + 1;
        List<ContentFile> files = artifacts.list(workspace, path + "/").stream()
                .map(file -> new ContentFile(file.path().substring(cut), file))
                .toList();
        badRequestIf(files.isEmpty(), "ArtifactNotFound", "There is no artifact '%s' in this workspace.", path);
        return files;
    }
}
