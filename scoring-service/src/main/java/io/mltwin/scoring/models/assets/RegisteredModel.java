package io.mltwin.scoring.models.assets;

import java.util.List;

/**
 * A registered model with the files it consists of, for an image.
 *
 * @param id {@code name:version}
 */
public record RegisteredModel(
        String id, String name, int version, String framework, List<ContentFile> files) {}
