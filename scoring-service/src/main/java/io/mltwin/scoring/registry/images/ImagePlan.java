package io.mltwin.scoring.registry.images;

import io.mltwin.scoring.models.assets.ContentFile;
import io.mltwin.scoring.models.assets.RegisteredModel;
import java.util.List;

/**
 * The parts of an image, all of them found.
 *
 * @param script name of the entry script among {@code files}; null for a model that needs none
 * @param environment of the script, or the one that serves the model
 */
record ImagePlan(
        List<RegisteredModel> models,
        String script,
        List<ContentFile> files,
        CuratedEnvironment environment) {}
