package io.mltwin.compute.batchscoring;

import io.mltwin.armweb.Rules;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.time.Duration;
import java.util.List;

/** Validates how a deployment or a job wants its input scored. */
public final class BatchSettingsValidator {

    private static final int MOST = Integer.MAX_VALUE;

    private static final Rules<Properties> RULES = Rules.of(
                    Properties.class, "properties.", UserErrors::invalidProperty)
            .range(-1, MOST, "is -1 to " + MOST + ", not %s", "errorThreshold")
            .range(1, MOST, "is 1 to " + MOST + ", not %s", "miniBatchSize")
            .range(1, 100, "is 1 to 100, not %s", "maxConcurrencyPerInstance")
            .matches("Debug|Info|Warning", "is none of Debug, Info and Warning", "loggingLevel")
            .oneOf(
                    List.of(BatchSettings.SUMMARY_ONLY, BatchSettings.APPEND_ROW),
                    "is neither AppendRow nor SummaryOnly",
                    "outputAction")
            .refuse(
                    given -> given.outputFileName() != null
                            && AsciiCase.equal(BatchSettings.SUMMARY_ONLY, given.outputAction()),
                    "outputFileName",
                    "is for the outputAction AppendRow")
            .matches(
                    "[A-Za-z0-9_][A-Za-z0-9._-]{0,254}",
                    "is no file name: letters, digits, dots, hyphens and underscores, no path",
                    "outputFileName")
            .range(1, 100, "is 1 to 100, not %s", "resources.instanceCount")
            .settingNotBuilt("the nodes of a cluster have its size", "Leave it out.", "resources.instanceType")
            .settingNotBuiltIfAsked("they are for other kinds of compute", "Leave them out.", "resources.properties")
            .range(0, 100, "is 0 to 100, not %s", "retrySettings.maxRetries")
            .duration(
                    Duration.ofSeconds(1),
                    Duration.ofDays(3),
                    "is a duration of ISO 8601 from PT1S to P3D, such as PT30S",
                    "retrySettings.timeout");

    private BatchSettingsValidator() {}

    /** Refuses settings that no batch job can have; members that are null are left out. */
    public static void validate(Properties given) {
        RULES.check(given);
    }
}
