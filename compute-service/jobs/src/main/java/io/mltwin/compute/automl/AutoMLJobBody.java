package io.mltwin.compute.automl;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.orchestration.JobDescription;
import io.mltwin.compute.runs.RunBody.WarningBody;
import java.util.List;
import java.util.Map;

/** {@code AutoMLJob} (2023-04-01 and its previews): what is read of a job's properties. */
record AutoMLJobBody(
        String computeId,
        String componentId,
        String environmentId,
        String experimentName,
        String displayName,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode environmentVariables,
        JsonNode identity,
        JsonNode resources,
        Map<String, OutputBody> outputs,
        TaskBody taskDetails)
        implements JobDescription {

    /** Azure's own examples ask for explanations, so that is no reason to refuse a job. */
    @Override
    public List<WarningBody> warnings() {
        TrainingBody training = taskDetails.trainingSettings();
        return training != null && Boolean.TRUE.equals(training.enableModelExplainability())
                ? List.of(new WarningBody(
                        AutoMLJobs.TYPE,
                        "trainingSettings.enableModelExplainability has no effect: the best"
                                + " model is not explained."))
                : List.of();
    }

    /** {@code JobOutput}. */
    record OutputBody(String jobOutputType, String uri, String assetName) {}

    /** {@code Classification} or {@code Regression}. */
    record TaskBody(
            String taskType,
            String logVerbosity,
            String targetColumnName,
            InputBody trainingData,
            InputBody validationData,
            Double validationDataSize,
            FoldsBody nCrossValidations,
            String primaryMetric,
            LimitsBody limitSettings,
            FeaturizationBody featurizationSettings,
            TrainingBody trainingSettings,
            JsonNode testData,
            Double testDataSize,
            String weightColumnName,
            List<String> cvSplitColumnNames,
            String positiveLabel) {}

    /** {@code MLTableJobInput}. */
    record InputBody(String jobInputType, String uri, String mode) {}

    /** {@code NCrossValidations}. */
    record FoldsBody(String mode, Integer value) {}

    /** {@code TableVerticalLimitSettings}. */
    record LimitsBody(
            Integer maxTrials,
            Integer maxConcurrentTrials,
            Integer maxCoresPerTrial,
            Integer maxNodes,
            Integer sweepTrials,
            Integer sweepConcurrentTrials,
            Double exitScore,
            Boolean enableEarlyTermination,
            String timeout,
            String trialTimeout) {

        static final LimitsBody NONE = new LimitsBody(null, null, null, null, null, null, null, null, null, null);
    }

    /** {@code TableVerticalFeaturizationSettings}. */
    record FeaturizationBody(
            String mode,
            String datasetLanguage,
            List<String> blockedTransformers,
            Map<String, String> columnNameAndTypes,
            JsonNode transformerParams,
            Boolean enableDnnFeaturization) {}

    /** {@code ClassificationTrainingSettings} and {@code RegressionTrainingSettings}. */
    record TrainingBody(
            List<String> allowedTrainingAlgorithms,
            List<String> blockedTrainingAlgorithms,
            Boolean enableDnnTraining,
            Boolean enableModelExplainability,
            Boolean enableOnnxCompatibleModels,
            Boolean enableStackEnsemble,
            Boolean enableVoteEnsemble,
            JsonNode stackEnsembleSettings,
            String ensembleModelDownloadTimeout,
            String trainingMode) {

        static final TrainingBody NONE = new TrainingBody(null, null, null, null, null, null, null, null, null, null);
    }
}
