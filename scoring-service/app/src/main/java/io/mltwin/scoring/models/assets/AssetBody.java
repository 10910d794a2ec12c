package io.mltwin.scoring.models.assets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An asset of model management: a named set of artifacts. */
public record AssetBody(
        String id,
        String name,
        String description,
        List<Artifact> artifacts,
        Map<String, String> kvTags,
        Map<String, String> properties,
        String runid,
        String url,
        Instant createdTime) {

    /** One file by its id, or all files below a prefix. */
    public record Artifact(String id, String prefix) {}
}
