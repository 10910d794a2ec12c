package io.mltwin.scoring.registry.images.build;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.registry.images.build.RegistryPushClient.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image on a base, pushed layer by layer.
 *
 * @param entrypoint what Docker runs
 * @param port that it listens on
 * @param layers above the base's
 */
public record LayeredImage(
        BaseImage base,
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
            if (!client.hasBlob(target, layer.digest())
                    && !client.mount(target, layer.digest(), base.repository())) {
                throw new AzureException(
                        503,
                        "ImageBuildFailed",
                        "The layer "
                                + layer.digest()
                                + " of the base is not in the registry any more; the build is tried"
                                + " again.");
            }
        }
        ImageConfiguration configuration = base.configuration();
        for (LayerFile layer : layers) {
            boolean isNew = client.push(target, layer);
            log.line(
                    (isNew ? "Pushed " : "Already there: ")
                            + layer.digest()
                            + ", "
                            + layer.size()
                            + " bytes");
            descriptors.add(new Descriptor(Descriptor.LAYER, layer.digest(), layer.size()));
            configuration = configuration.withLayer(layer.diffId());
        }
        configuration = configuration.serving(entrypoint, port, workingDir, variables, labels);
        Descriptor pushed = client.push(target, configuration);
        return client.push(target, ImageManifest.of(pushed, descriptors), tag);
    }
}
