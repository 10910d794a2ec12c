package io.mltwin.compute.automl;

import java.util.List;

/**
 * An automated ML job as it was asked for, validated.
 *
 * @param settings what the code on the compute is told
 * @param pipelines that may be tried, in their order
 */
record AutoMLPlan(
        AutoMLJobBody body,
        AutoMLTask task,
        PrimaryMetric metric,
        AutoMLLimits limits,
        AutoMLSettings settings,
        List<TrialPipeline> pipelines) {

    /** Returns the number of trials at most. */
    int trials() {
        return Math.min(limits.trials(), pipelines.size());
    }
}
