package io.mltwin.compute.automl;

import static io.mltwin.compute.automl.AutoMLValidator.LEAVE_OUT;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.automl.AutoMLJobBody.FeaturizationBody;
import io.mltwin.encoding.AsciiCase;

/** Validates {@code featurizationSettings}. */
final class FeaturizationValidator {

    private static final String FIELD = "featurizationSettings.";

    private static final String WHY = "columns are featurized by their own values alone";

    private static final Rules<FeaturizationBody> RULES = AutoMLValidator.rules(FeaturizationBody.class, FIELD)
            .settingNotBuilt(WHY, LEAVE_OUT, "datasetLanguage")
            .settingNotBuiltIfAsked(
                    WHY,
                    LEAVE_OUT,
                    "enableDnnFeaturization",
                    "blockedTransformers",
                    "columnNameAndTypes",
                    "transformerParams")
            .settingNotBuiltFor("mode", WHY, LEAVE_OUT, "Custom");

    private FeaturizationValidator() {}

    /**
     * Tells whether columns are featurized, as they are by default.
     *
     * @throws AzureException 400 for no mode of Azure's, 501 for what is not built
     */
    static boolean featurizes(FeaturizationBody given) {
        if (given == null) {
            return true;
        }
        RULES.check(given);
        if (given.mode() == null || AsciiCase.equal("Auto", given.mode())) {
            return true;
        }
        if (AsciiCase.equal("Off", given.mode())) {
            return false;
        }
        throw AutoMLValidator.invalid(FIELD + "mode", "is Auto, Custom or Off");
    }
}
