package io.mltwin.scoring.registry.images.build;

/** Content that a manifest names, as the OCI image specification has it. */
public record Descriptor(String mediaType, String digest, long size) {

    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";
}
