package io.mltwin.compute.batchscoring;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Resources;
import io.mltwin.encoding.AsciiCase;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/** Validates how a deployment or a job wants its input scored. */
public final class BatchSettingsValidator {

    private static final List<String> LEVELS = List.of("Debug", "Info", "Warning");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,254}");
    private static final Duration LONGEST = Duration.ofDays(3);
    private static final int MOST_RETRIES = 100;
    private static final int MOST_WORKERS = 100;

    private BatchSettingsValidator() {}

    /** Refuses settings that no batch job can have; members that are null are left out. */
    public static void validate(Properties given) {
        requireRange("errorThreshold", given.errorThreshold(), -1, Integer.MAX_VALUE);
        requireRange("miniBatchSize", given.miniBatchSize(), 1, Integer.MAX_VALUE);
        requireRange("maxConcurrencyPerInstance", given.maxConcurrencyPerInstance(), 1, MOST_WORKERS);
        if (given.loggingLevel() != null && !LEVELS.contains(given.loggingLevel())) {
            throw invalid("loggingLevel", "is none of Debug, Info and Warning");
        }
        validateOutput(given);
        validateResources(given.resources());
        if (given.retrySettings() != null) {
            requireRange("retrySettings.maxRetries", given.retrySettings().maxRetries(), 0, MOST_RETRIES);
            if (given.retrySettings().timeout() != null) {
                validateTimeout(given.retrySettings().timeout());
            }
        }
    }

    private static void validateOutput(Properties given) {
        String action = given.outputAction();
        boolean isSummary = AsciiCase.equal(BatchSettings.SUMMARY_ONLY, action);
        if (action != null && !isSummary && !AsciiCase.equal(BatchSettings.APPEND_ROW, action)) {
            throw invalid("outputAction", "is neither AppendRow nor SummaryOnly");
        }
        if (given.outputFileName() == null) {
            return;
        }
        if (isSummary) {
            throw invalid("outputFileName", "is for the outputAction AppendRow");
        }
        if (!FILE_NAME.matcher(given.outputFileName()).matches()) {
            throw invalid("outputFileName", "is no file name: letters, digits, dots, hyphens and underscores, no path");
        }
    }

    private static void validateResources(Resources resources) {
        if (resources == null) {
            return;
        }
        requireRange("resources.instanceCount", resources.instanceCount(), 1, MOST_WORKERS);
        settingNotBuiltIf(
                resources.instanceType() != null,
                "properties.resources.instanceType",
                "the nodes of a cluster have its size",
                "Leave it out.");
        settingNotBuiltIf(
                resources.properties() != null && !resources.properties().isEmpty(),
                "properties.resources.properties",
                "they are for other kinds of compute",
                "Leave them out.");
    }

    private static void validateTimeout(String timeout) {
        try {
            Duration parsed = Duration.parse(timeout);
            if (parsed.toMillis() >= 1000 && parsed.compareTo(LONGEST) <= 0) {
                return;
            }
        } catch (DateTimeParseException noDuration) {
            // refused below
        }
        throw invalid("retrySettings.timeout", "is a duration of ISO 8601 from PT1S to P3D, such as PT30S");
    }

    private static void requireRange(String member, Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw invalid(member, "is " + least + " to " + most + ", not " + value);
        }
    }

    private static AzureException invalid(String member, String rule) {
        String target = "properties." + member;
        return BatchEndpointErrors.invalid(target, "%s %s.", target, rule);
    }
}
