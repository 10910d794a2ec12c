package io.mltwin.compute.batchscoring;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Resources;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.RetrySettings;
import io.mltwin.encoding.AsciiCase;

/**
 * How a batch job scores its input: what a deployment says, which a job may say otherwise, with
 * Azure ML's defaults for what is left out.
 *
 * @param errorThreshold files that may fail, -1 for any number
 * @param miniBatchSize files that the script gets at once
 * @param outputFileName null for {@code SummaryOnly}
 */
public record BatchSettings(
        int errorThreshold,
        String loggingLevel,
        int maxConcurrencyPerInstance,
        long miniBatchSize,
        String outputAction,
        String outputFileName,
        Resources resources,
        RetrySettings retrySettings) {

    static final String APPEND_ROW = "AppendRow";
    static final String SUMMARY_ONLY = "SummaryOnly";

    private static final String FILE_NAME = "predictions.csv";

    /** The defaults of {@code BatchDeploymentProperties}. */
    public static final BatchSettings DEFAULTS = new BatchSettings(
            -1, "Info", 1, 10, APPEND_ROW, FILE_NAME, new Resources(1, null, null), new RetrySettings(3, "PT30S"));

    /** Returns whether the script's rows become a file. */
    @JsonIgnore
    public boolean isAppendRow() {
        return outputAction.equals(APPEND_ROW);
    }

    public int instanceCount() {
        return resources.instanceCount();
    }

    /**
     * Returns these settings with what a validated request says otherwise.
     *
     * @param given members may be null
     */
    public BatchSettings with(BatchDeploymentBody.Properties given) {
        RetrySettings retry = given.retrySettings();
        String action = given.outputAction() == null
                ? outputAction
                : AsciiCase.equal(SUMMARY_ONLY, given.outputAction()) ? SUMMARY_ONLY : APPEND_ROW;
        String file = given.outputFileName() == null ? outputFileName : given.outputFileName();
        return new BatchSettings(
                or(given.errorThreshold(), errorThreshold),
                or(given.loggingLevel(), loggingLevel),
                or(given.maxConcurrencyPerInstance(), maxConcurrencyPerInstance),
                or(given.miniBatchSize(), miniBatchSize),
                action,
                action.equals(SUMMARY_ONLY) ? null : or(file, FILE_NAME),
                given.resources() == null || given.resources().instanceCount() == null
                        ? resources
                        : new Resources(given.resources().instanceCount(), null, null),
                retry == null
                        ? retrySettings
                        : new RetrySettings(
                                or(retry.maxRetries(), retrySettings.maxRetries()),
                                or(retry.timeout(), retrySettings.timeout())));
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
