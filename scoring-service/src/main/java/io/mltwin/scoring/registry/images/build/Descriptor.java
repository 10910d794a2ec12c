package io.mltwin.scoring.registry.images.build;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Content that a manifest names, as the OCI image specification has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Descriptor(String mediaType, String digest, long size) {

    static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";
}
