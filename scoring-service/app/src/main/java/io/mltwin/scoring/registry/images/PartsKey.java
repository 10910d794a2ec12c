package io.mltwin.scoring.registry.images;

import io.mltwin.encoding.Sha256;
import io.mltwin.scoring.models.artifacts.ArtifactClient;
import io.mltwin.scoring.models.assets.RegisteredModel;
import io.mltwin.scoring.models.assets.RegisteredModel.ContentFile;
import io.mltwin.scoring.registry.images.ImagePlanner.ImagePlan;
import io.mltwin.scoring.registry.images.build.BaseImages.BaseImage;
import io.mltwin.scoring.registry.images.packages.PackagesLayers.PackagesLayer;
import io.mltwin.scoring.workspaces.WorkspaceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells the parts of one image from those of another: base, packages, environment, models and code.
 * Files are compared by their ETags, so none is read for it.
 */
final class PartsKey {

    private final ArtifactClient artifacts;
    private final WorkspaceView workspace;
    private final List<String> parts = new ArrayList<>();
    private boolean isComplete = true;

    private PartsKey(ArtifactClient artifacts, WorkspaceView workspace) {
        this.artifacts = artifacts;
        this.workspace = workspace;
    }

    /**
     * Returns a hash of the parts; empty where the storage tells no ETag of a file.
     *
     * @param packages of the environment, or null
     */
    static Optional<String> of(
            ArtifactClient artifacts, WorkspaceView workspace, ImagePlan plan, BaseImage base, PackagesLayer packages) {
        PartsKey key = new PartsKey(artifacts, workspace);
        key.add("layout", ImageLayout.VERSION);
        key.add("base", base.digest());
        key.add("environment", plan.environment().toString());
        if (packages != null) {
            key.add("packages", packages.image() + " " + packages.sitePackages());
        }
        plan.variables().forEach((name, value) -> key.add("variable " + name, value.length() + ":" + value));
        key.add("script", String.valueOf(plan.script()));
        for (RegisteredModel model : plan.models()) {
            key.add("model", model.id());
            key.addFiles(model.files());
        }
        key.add("code", "");
        key.addFiles(plan.files());
        return key.isComplete ? Optional.of(Sha256.hex(String.join("\n", key.parts))) : Optional.empty();
    }

    private void addFiles(List<ContentFile> files) {
        files.stream().sorted(Comparator.comparing(ContentFile::name)).forEach(file -> {
            Optional<String> etag = artifacts.etag(workspace, file.file());
            isComplete &= etag.isPresent();
            add(file.name(), etag.orElse(""));
        });
    }

    /** The length keeps one part from looking like two. */
    private void add(String name, String value) {
        parts.add(name.length() + ":" + name + "=" + value);
    }
}
