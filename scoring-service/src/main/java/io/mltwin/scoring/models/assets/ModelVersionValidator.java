package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.scoring.models.assets.ModelVersionErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates models and their versions as Azure Resource Manager takes them. */
final class ModelVersionValidator {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Set<String> STAGES = Set.of("None", "Development", "Staging", "Production", "Archived");
    private static final int LONGEST_URI = 4096;

    private ModelVersionValidator() {}

    static void validateContainer(ArmResourceId id, ModelVersionBody body) {
        requireName(id.name());
        requireProperties(body);
    }

    static void validateVersion(ArmResourceId id, ModelVersionBody body) {
        requireName(id.parent().name());
        invalidResourceNameIf(
                !isVersion(id.name()), id.name(), "the version of a model is a whole number from 1 to 999999999.");
        ModelVersionBody.Properties properties = requireProperties(body);
        if (properties.modelUri() != null
                && (properties.modelUri().isBlank() || properties.modelUri().length() > LONGEST_URI)) {
            throw invalid("properties.modelUri", "properties.modelUri has 1 to 4096 characters.");
        }
        if (properties.modelType() != null
                && ModelType.parse(properties.modelType()).isEmpty()) {
            throw invalid(
                    "properties.modelType", "properties.modelType must be custom_model, mlflow_model or triton_model.");
        }
        if (properties.stage() != null && !STAGES.contains(properties.stage())) {
            throw invalid(
                    "properties.stage", "properties.stage must be None, Development, Staging, Production or Archived.");
        }
    }

    /** Returns whether a text is a version of a model: Azure numbers them 1, 2, …. */
    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    private static ModelVersionBody.Properties requireProperties(ModelVersionBody body) {
        ModelVersionBody.Properties properties = body.properties();
        if (properties == null) {
            throw invalid("properties", "The request content needs properties.");
        }
        refuse("autoDeleteSetting", properties.autoDeleteSetting(), "nothing deletes models by their age");
        refuse("intellectualProperty", properties.intellectualProperty(), "models of a workspace are its own");
        requireTexts("tags", properties.tags());
        requireTexts("properties", properties.properties());
        return properties;
    }

    private static void refuse(String field, JsonNode value, String why) {
        if (value != null && !value.isNull()) {
            throw settingNotBuilt("properties." + field, why, "Leave it out.");
        }
    }

    private static void requireTexts(String field, Map<String, String> texts) {
        if (texts.values().stream().anyMatch(Objects::isNull)) {
            throw invalid("properties." + field, "The values of properties." + field + " are texts.");
        }
    }

    private static void requireName(String name) {
        invalidResourceNameIf(
                !NAME.matcher(name).matches(),
                name,
                "it has 1 to 255 letters, digits, hyphens, dots and underscores, and begins with a letter or digit.");
    }
}
