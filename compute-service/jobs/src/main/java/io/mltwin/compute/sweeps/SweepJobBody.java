package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.orchestration.JobDescription;
import java.util.Map;

/** {@code SweepJob} (2022-05-01 to 2024-04-01): what is read of a job's properties. */
record SweepJobBody(
        String computeId,
        String componentId,
        String experimentName,
        String displayName,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode componentConfiguration,
        JsonNode identity,
        JsonNode inputs,
        JsonNode outputs,
        JsonNode resources,
        Goal objective,
        Algorithm samplingAlgorithm,
        JsonNode searchSpace,
        Limits limits,
        Policy earlyTermination,
        Trial trial)
        implements JobDescription {

    /** {@code Objective}. */
    record Goal(String goal, String primaryMetric) {}

    /** {@code SamplingAlgorithm} of each type. */
    record Algorithm(String samplingAlgorithmType, Long seed, String rule, String logbase) {}

    /** {@code SweepJobLimits}. */
    record Limits(
            String jobLimitsType,
            Integer maxTotalTrials,
            Integer maxConcurrentTrials,
            String timeout,
            String trialTimeout) {}

    /** {@code EarlyTerminationPolicy} of each type. */
    record Policy(
            String policyType,
            Integer evaluationInterval,
            Integer delayEvaluation,
            Double slackFactor,
            Double slackAmount,
            Integer truncationPercentage) {}

    /** {@code TrialComponent}. */
    record Trial(
            String command,
            String codeId,
            String environmentId,
            JsonNode environmentVariables,
            JsonNode distribution,
            JsonNode resources) {}
}
