package io.mltwin.scoring.registry.images;

import io.mltwin.scoring.models.assets.ContentFile;
import io.mltwin.scoring.models.assets.RegisteredModel;
import java.util.List;
import java.util.Map;

/**
 * The parts of an image, all of them found.
 *
 * @param script name of the entry script among {@code files}; null for a model that needs none
 * @param environment of the script, or the one that serves the model
 * @param variables of the environment, which the script finds
 */
record ImagePlan(
        List<RegisteredModel> models,
        String script,
        List<ContentFile> files,
        CuratedEnvironment environment,
        Map<String, String> variables) {}
