package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Rules;
import io.mltwin.machinelearning.UserErrors;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.scoring.models.assets.ModelEntity.ModelType;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Validates models and their versions as Azure Resource Manager takes them. */
final class ModelVersionValidator {

    private static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9][A-Za-z0-9_.-]{0,254}",
            "it has 1 to 255 letters, digits, hyphens, dots and underscores, and begins with a letter or digit.");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String LEAVE_OUT = "Leave it out.";
    private static final int LONGEST_URI = 4096;

    private static final Rules<ModelVersionBody> CONTAINER = rules().required(
                    "The request content needs properties.", "properties")
            .settingNotBuilt("nothing deletes models by their age", LEAVE_OUT, "properties.autoDeleteSetting")
            .settingNotBuilt("models of a workspace are its own", LEAVE_OUT, "properties.intellectualProperty")
            .and(body -> requireTexts("tags", body.properties().tags()))
            .and(body -> requireTexts("properties", body.properties().properties()));

    private static final Rules<ModelVersionBody> VERSION_RULES = rules().and(CONTAINER::check)
            .fits(
                    uri -> !uri.isBlank() && uri.length() <= LONGEST_URI,
                    "properties.modelUri has 1 to 4096 characters.",
                    "properties.modelUri")
            .fits(
                    type -> ModelType.parse(type).isPresent(),
                    "properties.modelType must be custom_model, mlflow_model or triton_model.",
                    "properties.modelType")
            .matches(
                    "None|Development|Staging|Production|Archived",
                    "properties.stage must be None, Development, Staging, Production or Archived.",
                    "properties.stage");

    private ModelVersionValidator() {}

    private static Rules<ModelVersionBody> rules() {
        return Rules.of(ModelVersionBody.class, "", UserErrors::invalid);
    }

    static void validateContainer(ArmResourceId id, ModelVersionBody body) {
        requireName(id.name());
        CONTAINER.check(body);
    }

    static void validateVersion(ArmResourceId id, ModelVersionBody body) {
        requireName(id.parent().name());
        invalidResourceNameIf(
                !isVersion(id.name()), id.name(), "the version of a model is a whole number from 1 to 999999999.");
        VERSION_RULES.check(body);
    }

    /** Returns whether a text is a version of a model: Azure numbers them 1, 2, …. */
    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    private static void requireTexts(String field, Map<String, String> texts) {
        if (texts.values().stream().anyMatch(Objects::isNull)) {
            throw invalid("properties." + field, "The values of properties.%s are texts.", field);
        }
    }

    private static void requireName(String name) {
        NAME.require(name);
    }
}
