package io.mltwin.compute.batchjobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.batchjobs.BatchJobBody.Compute;
import io.mltwin.compute.batchjobs.BatchJobBody.Input;
import io.mltwin.compute.batchjobs.BatchJobBody.Output;
import io.mltwin.compute.batchjobs.BatchJobBody.Properties;
import io.mltwin.compute.batchscoring.BatchDeployment.BatchData;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Resources;
import io.mltwin.compute.batchscoring.BatchDeploymentBodyPropertiesBuilder;
import io.mltwin.compute.batchscoring.BatchSettings;
import io.mltwin.compute.batchscoring.BatchSettingsValidator;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/** Reads what a new batch job is to score, and how, and refuses what is wrong with it. */
final class BatchJobReader {

    private static final String INPUT = "properties.inputData";
    private static final String OUTPUT = "properties.outputData";

    private BatchJobReader() {}

    /**
     * A new job's data and settings.
     *
     * @param inputName that the client gave
     */
    record Reading(String inputName, BatchData data, BatchSettings settings) {}

    /**
     * Reads a job.
     *
     * @param deployment settings of its deployment
     * @throws AzureException 400, or 501 for what is not built
     */
    static Reading read(BatchJobBody body, BatchSettings deployment) {
        invalidIf(body == null || body.properties() == null, "properties", "The request content needs properties.");
        Properties given = body.properties();
        refuseUnbuilt(given);
        Map.Entry<String, Input> input = only(given.inputData(), INPUT);
        Place place = place(given.outputData());
        String file = place.file() == null ? given.outputFileName() : place.file();
        BatchDeploymentBody.Properties changes = BatchDeploymentBodyPropertiesBuilder.builder()
                .errorThreshold(given.errorThreshold())
                .loggingLevel(given.loggingLevel())
                .maxConcurrencyPerInstance(given.maxConcurrencyPerInstance())
                .miniBatchSize(given.miniBatchSize())
                .outputFileName(file)
                .resources(resources(given.compute()))
                .retrySettings(given.retrySettings())
                .build();
        BatchSettingsValidator.validate(changes);
        invalidIf(
                file != null && !deployment.isAppendRow(),
                "properties.outputFileName",
                "The deployment's outputAction is SummaryOnly: its jobs write no file of rows.");
        return new Reading(
                input.getKey(),
                new BatchData(type(input), input.getValue().uri(), mode(input), place.folder()),
                deployment.with(changes));
    }

    private static void refuseUnbuilt(Properties given) {
        settingNotBuiltIf(
                given.dataset() != null && !given.dataset().isNull(),
                "properties.dataset",
                "it is inputData's earlier form",
                "Give inputData.");
        settingNotBuiltIf(
                given.outputDataset() != null && !given.outputDataset().isNull(),
                "properties.outputDataset",
                "it is outputData's earlier form",
                "Give outputData.");
        settingNotBuiltIf(
                !isEmpty(given.partitionKeys()),
                "properties.partitionKeys",
                "files are split by their number",
                "Give miniBatchSize.");
        Compute compute = given.compute();
        settingNotBuiltIf(
                compute != null && (compute.target() != null || compute.instanceType() != null),
                "properties.compute",
                "a job runs on the cluster of its deployment",
                "Give instanceCount alone.");
    }

    private static Resources resources(Compute compute) {
        return compute == null ? null : new Resources(compute.instanceCount(), null, null);
    }

    private static <T> Map.Entry<String, T> only(Map<String, T> given, String target) {
        if (given == null || given.size() != 1) {
            throw invalid(target, target + " must have one member: a model deployment reads one input.");
        }
        Map.Entry<String, T> one = given.entrySet().iterator().next();
        if (one.getValue() == null) {
            throw invalid(target, "%s.%s is empty.", target, one.getKey());
        }
        return one;
    }

    private static String type(Map.Entry<String, Input> input) {
        String target = INPUT + "." + input.getKey();
        String uri = input.getValue().uri();
        String type = String.valueOf(input.getValue().jobInputType());
        String plain = AsciiCase.lower(type).replace("_", "");
        String known = switch (plain) {
            case "urifolder" -> "uri_folder";
            case "urifile" -> "uri_file";
            case "mltable" ->
                throw settingNotBuilt(
                        target + ".jobInputType",
                        "nothing evaluates an MLTable on the target",
                        "Give UriFolder or UriFile.");
            default ->
                throw invalid(
                        target,
                        "The jobInputType '%s' is neither UriFolder nor UriFile, which a model deployment reads.",
                        type);
        };
        if (isBlank(uri)) {
            throw invalid(target, target + ".uri is required.");
        }
        return known;
    }

    private static String mode(Map.Entry<String, Input> input) {
        String mode = input.getValue().mode();
        return switch (mode == null ? "readonlymount" : AsciiCase.lower(mode)) {
            case "readonlymount", "ro_mount" -> "ReadOnlyMount";
            case "download" -> "Download";
            default ->
                throw invalid(
                        INPUT + "." + input.getKey(),
                        "The mode '%s' is neither ReadOnlyMount nor Download, by which a script gets files.",
                        mode);
        };
    }

    /** Where rows go: the folder, and the file where the client names it. */
    private record Place(String folder, String file) {}

    private static Place place(Map<String, Output> given) {
        if (isEmpty(given)) {
            return new Place(null, null);
        }
        Map.Entry<String, Output> output = only(given, OUTPUT);
        String target = OUTPUT + "." + output.getKey();
        String uri = output.getValue().uri();
        if (isBlank(uri)) {
            return new Place(null, null);
        }
        String type = String.valueOf(output.getValue().jobOutputType());
        return switch (AsciiCase.lower(type).replace("_", "")) {
            case "urifolder" -> new Place(uri.endsWith("/") ? uri : uri + "/", null);
            case "urifile" -> {
                int slash = uri.lastIndexOf('/');
                invalidIf(
                        slash < 0 || slash == uri.length() - 1,
                        target,
                        "The URI of a UriFile names a file, not a folder.");
                yield new Place(uri.substring(0, slash + 1), uri.substring(slash + 1));
            }
            default -> throw invalid(target, "The jobOutputType '%s' is neither UriFolder nor UriFile.", type);
        };
    }
}
