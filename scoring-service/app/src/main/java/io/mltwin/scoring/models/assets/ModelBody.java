package io.mltwin.scoring.models.assets;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/** A registered model of model management. */
public record ModelBody(
        String id,
        String name,
        String url,
        String mimeType,
        Integer version,
        String framework,
        String frameworkVersion,
        JsonNode datasets,
        String description,
        Boolean unpack,
        String parentModelId,
        String runId,
        String experimentName,
        Map<String, String> kvTags,
        Map<String, String> properties,
        Instant createdTime,
        Instant modifiedTime) {}
