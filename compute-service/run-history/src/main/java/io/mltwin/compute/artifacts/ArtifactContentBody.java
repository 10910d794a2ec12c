package io.mltwin.compute.artifacts;

import java.util.Map;

/**
 * {@code ArtifactContentInformationDto}.
 *
 * @param contentUri the address of the blob; a signed one opens it, so it never reaches a log
 */
public record ArtifactContentBody(
        String contentUri, String origin, String container, String path, Map<String, String> tags) {

    @Override
    public String toString() {
        return "content information of " + origin + "/" + container + "/" + path;
    }
}
