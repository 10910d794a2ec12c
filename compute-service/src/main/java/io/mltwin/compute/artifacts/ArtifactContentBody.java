package io.mltwin.compute.artifacts;

import java.util.Map;

/** {@code ArtifactContentInformationDto}. */
public record ArtifactContentBody(
        String contentUri,
        String origin,
        String container,
        String path,
        Map<String, String> tags) {}
