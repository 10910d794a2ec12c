package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ArtifactUrl;
import io.mltwin.scoring.models.artifacts.DatastoreClient;
import java.util.Arrays;
import java.util.List;

/** From model management's URL of a model to the {@code modelUri} of Azure Resource Manager. */
final class ModelUri {

    private ModelUri() {}

    /** The path of an artifact as one in the datastore that has the artifacts. */
    static String ofArtifact(ArmResourceId workspace, String path) {
        return "azureml://subscriptions/"
                + workspace.subscriptionId()
                + "/resourcegroups/"
                + workspace.resourceGroup()
                + "/workspaces/"
                + workspace.name()
                + "/datastores/workspaceartifactstore/paths/"
                + path;
    }

    /**
     * The URI of a model; of an asset with several artifacts, of the folder that has them all.
     *
     * @param asset what the URL names where it names an asset, else null
     */
    static String of(ArmResourceId workspace, String url, AssetEntity asset) {
        if (DatastoreClient.isDatastoreUri(url)) {
            return url;
        }
        ArtifactUrl parsed = ArtifactUrl.parse(url);
        if (parsed == null) {
            return url;
        }
        if (parsed.kind() == ArtifactUrl.Kind.ARTIFACT) {
            return ofArtifact(workspace, parsed.value());
        }
        return asset == null
                ? url
                : ofArtifact(
                        workspace,
                        commonFolder(Arrays.stream(JsonText.as(asset.artifacts, AssetBody.Artifact[].class))
                                .map(ModelUri::path)
                                .toList()));
    }

    private static String path(AssetBody.Artifact artifact) {
        if (artifact.id() == null) {
            return artifact.prefix();
        }
        ArtifactUrl url = ArtifactUrl.parse(artifact.id());
        return url == null ? artifact.id() : url.value();
    }

    private static String commonFolder(List<String> paths) {
        String common = paths.get(0);
        for (String path : paths) {
            int same = 0;
            while (same < Math.min(common.length(), path.length()) && common.charAt(same) == path.charAt(same)) {
                same++;
            }
            if (same < common.length() || same < path.length()) {
                common = common.substring(0, common.lastIndexOf('/', same - 1) + 1);
            }
        }
        return common;
    }
}
