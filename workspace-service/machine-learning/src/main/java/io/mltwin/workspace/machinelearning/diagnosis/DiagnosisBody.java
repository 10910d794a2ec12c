package io.mltwin.workspace.machinelearning.diagnosis;

import java.util.List;

/**
 * The answer of {@code diagnose} (api 2021-07-01 and later): every list is there, empty for none.
 */
record DiagnosisBody(Value value) {

    record Value(
            List<Finding> userDefinedRouteResults,
            List<Finding> networkSecurityRuleResults,
            List<Finding> resourceLockResults,
            List<Finding> dnsResolutionResults,
            List<Finding> storageAccountResults,
            List<Finding> keyVaultResults,
            List<Finding> containerRegistryResults,
            List<Finding> applicationInsightsResults,
            List<Finding> otherResults) {}

    /**
     * One finding.
     *
     * @param level Error, Warning or Information
     */
    record Finding(String code, String level, String message) {

        static Finding error(String code, String message) {
            return new Finding(code, "Error", message);
        }

        static Finding information(String code, String message) {
            return new Finding(code, "Information", message);
        }

        static Finding warning(String code, String message) {
            return new Finding(code, "Warning", message);
        }
    }
}
