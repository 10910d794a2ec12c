package io.mltwin.compute.automl;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.automl.AutoMLJobBody.FeaturizationBody;
import io.mltwin.encoding.AsciiCase;

/** Validates {@code featurizationSettings}. */
final class FeaturizationValidator {

    private static final String FIELD = "featurizationSettings.";

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
        String why = "columns are featurized by their own values alone";
        refuse("datasetLanguage", given.datasetLanguage() != null, why);
        refuse("enableDnnFeaturization", Boolean.TRUE.equals(given.enableDnnFeaturization()), why);
        boolean hasBlocked = given.blockedTransformers() != null
                && !given.blockedTransformers().isEmpty();
        refuse("blockedTransformers", hasBlocked, why);
        boolean hasTypes = given.columnNameAndTypes() != null
                && !given.columnNameAndTypes().isEmpty();
        refuse("columnNameAndTypes", hasTypes, why);
        boolean hasParameters =
                given.transformerParams() != null && !given.transformerParams().isEmpty();
        refuse("transformerParams", hasParameters, why);
        refuse("mode", AsciiCase.equal("Custom", given.mode()), why);
        if (given.mode() == null || AsciiCase.equal("Auto", given.mode())) {
            return true;
        }
        if (AsciiCase.equal("Off", given.mode())) {
            return false;
        }
        throw AutoMLValidator.invalid(FIELD + "mode", "is Auto, Custom or Off");
    }

    private static void refuse(String field, boolean isGiven, String why) {
        AutoMLValidator.refuse(FIELD + field, isGiven, why);
    }
}
