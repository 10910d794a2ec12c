package io.mltwin.scoring.registry.images.build;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.registry.images.build.BaseImages.BaseImage;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import io.mltwin.scoring.registry.images.build.RegistryPushClient.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image on a base, pushed layer by layer.
 *
 * @param entrypoint what Docker runs
 * @param port that it listens on
 * @param mounted layers above the base's, which the registry has
 * @param layers above those
 */
public record LayeredImage(
        BaseImage base,
        List<MountedLayer> mounted,
        List<LayerFile> layers,
        List<String> entrypoint,
        int port,
        String workingDir,
        Map<String, String> variables,
        Map<String, String> labels) {

    /** Pushes it under a tag; returns the digest of its manifest. */
    public String push(RegistryPushClient client, Target target, String tag, BuildLog log) {
        List<Descriptor> descriptors = new ArrayList<>(base.layers());
        for (Descriptor layer : base.layers()) {
            take(client, target, layer, base.repository());
        }
        ImageConfiguration configuration = base.configuration();
        for (MountedLayer layer : mounted) {
            take(client, target, layer.descriptor(), layer.repository());
            log.line("Taken over from "
                    + layer.repository()
                    + ": "
                    + layer.descriptor().digest()
                    + ", "
                    + layer.descriptor().size()
                    + " bytes");
            descriptors.add(layer.descriptor());
            configuration = configuration.withLayer(layer.diffId());
        }
        for (LayerFile layer : layers) {
            boolean isNew = client.push(target, layer);
            log.line((isNew ? "Pushed " : "Already there: ") + layer.digest() + ", " + layer.size() + " bytes");
            descriptors.add(new Descriptor(Descriptor.LAYER, layer.digest(), layer.size()));
            configuration = configuration.withLayer(layer.diffId());
        }
        configuration = configuration.serving(entrypoint, port, workingDir, variables, labels);
        Descriptor pushed = client.push(target, configuration);
        return client.push(target, ImageManifest.of(pushed, descriptors), tag);
    }

    private static void take(RegistryPushClient client, Target target, Descriptor layer, String from) {
        if (!client.hasBlob(target, layer.digest()) && !client.mount(target, layer.digest(), from)) {
            throw new AzureException(
                    503,
                    "ImageBuildFailed",
                    "The layer %s of %s is not in the registry any more; the build is tried again.",
                    layer.digest(),
                    from);
        }
    }

    /**
     * A layer that lies in another repository of the registry, from which an image takes it over
     * without a copy.
     *
     * @param diffId digest of the tar without compression
     */
    public record MountedLayer(String repository, Descriptor descriptor, String diffId) {}
}
