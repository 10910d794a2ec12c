package io.mltwin.scoring.registry.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Describes an image of model management, in requests and in answers. */
public record ImageBody(
        String id,
        String name,
        Integer version,
        String description,
        Map<String, String> kvTags,
        Map<String, String> properties,
        String imageType,
        String imageFlavor,
        String creationState,
        Instant createdTime,
        Instant modifiedTime,
        String imageLocation,
        String imageBuildLogUri,
        List<String> modelIds,
        String driverProgram,
        List<AssetReference> assets,
        JsonNode targetRuntime,
        JsonNode environment,
        String operationId,
        ErrorBody error) {

    /** A file that goes into the image under its id as name. */
    public record AssetReference(String id, String mimeType, String url, Boolean unpack) {}

    /** Why it could not be built. */
    public record ErrorBody(String code, String message) {}
}
