package io.mltwin.scoring.registry.images.build;

import java.util.List;

/** The manifest of an image (OCI image specification 1.1). */
public record ImageManifest(int schemaVersion, String mediaType, Descriptor config, List<Descriptor> layers) {

    static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

    static ImageManifest of(Descriptor config, List<Descriptor> layers) {
        return new ImageManifest(2, MEDIA_TYPE, config, layers);
    }

    /** Content that a manifest names, as the OCI image specification has it. */
    public record Descriptor(String mediaType, String digest, long size) {

        static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
        static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";
    }
}
