package io.mltwin.scoring.registry.images;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.scoring.registry.images.ImageBody.AssetReference;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage.EnvironmentPackages;
import java.util.List;
import java.util.Map;

/**
 * A request for an image: one of its own, or a service's {@code environmentImageRequest}.
 *
 * @param packages whose packages it gets in addition to those of its environment; null for none
 */
public record ImageRequest(
        String description,
        Map<String, String> kvTags,
        Map<String, String> properties,
        List<String> modelIds,
        String driverProgram,
        List<AssetReference> assets,
        JsonNode targetRuntime,
        JsonNode environment,
        CodeFolder code,
        EnvironmentPackages packages) {

    /**
     * A folder of blobs that has the entry script, in place of a driver program.
     *
     * @param path of the folder in the container
     * @param script below the folder
     */
    public record CodeFolder(String container, String path, String script) {}

    public ImageRequest {
        modelIds = modelIds == null ? List.of() : List.copyOf(modelIds);
        assets = assets == null ? List.of() : List.copyOf(assets);
        kvTags = kvTags == null ? Map.of() : Map.copyOf(kvTags);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }
}
