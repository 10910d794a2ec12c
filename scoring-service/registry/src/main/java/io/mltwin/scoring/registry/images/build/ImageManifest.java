package io.mltwin.scoring.registry.images.build;

import java.util.List;

/** The manifest of an image (OCI image specification 1.1). */
public record ImageManifest(int schemaVersion, String mediaType, Descriptor config, List<Descriptor> layers) {

    static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

    static ImageManifest of(Descriptor config, List<Descriptor> layers) {
        return new ImageManifest(2, MEDIA_TYPE, config, layers);
    }
}
