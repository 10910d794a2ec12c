package io.mltwin.compute.batchjobs;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.batchjobs.BatchJobBody.Compute;
import io.mltwin.compute.batchjobs.BatchJobBody.Input;
import io.mltwin.compute.batchjobs.BatchJobBody.Output;
import io.mltwin.compute.batchjobs.BatchJobBody.Properties;
import io.mltwin.compute.batchscoring.BatchData;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Resources;
import io.mltwin.compute.batchscoring.BatchEndpointErrors;
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
        if (body == null || body.properties() == null) {
            throw BatchEndpointErrors.invalid("properties", "The request content needs properties.");
        }
        Properties given = body.properties();
        refuseUnbuilt(given);
        Map.Entry<String, Input> input = only(given.inputData(), INPUT);
        Place place = place(given.outputData());
        String file = place.file() == null ? given.outputFileName() : place.file();
        BatchDeploymentBody.Properties changes = BatchDeploymentBody.Properties.ofSettings(
                given.errorThreshold(),
                given.loggingLevel(),
                given.maxConcurrencyPerInstance(),
                given.miniBatchSize(),
                file,
                resources(given.compute()),
                given.retrySettings());
        BatchSettingsValidator.validate(changes);
        if (file != null && !deployment.isAppendRow()) {
            throw BatchEndpointErrors.invalid(
                    "properties.outputFileName",
                    "The deployment's outputAction is SummaryOnly: its jobs write no file of rows.");
        }
        return new Reading(
                input.getKey(),
                new BatchData(type(input), input.getValue().uri(), mode(input), place.folder()),
                deployment.with(changes));
    }

    private static void refuseUnbuilt(Properties given) {
        if (given.dataset() != null && !given.dataset().isNull()) {
            throw AzureException.settingNotBuilt(
                    "properties.dataset", "it is inputData's earlier form", "Give inputData.");
        }
        if (given.outputDataset() != null && !given.outputDataset().isNull()) {
            throw AzureException.settingNotBuilt(
                    "properties.outputDataset", "it is outputData's earlier form", "Give outputData.");
        }
        if (given.partitionKeys() != null && !given.partitionKeys().isEmpty()) {
            throw AzureException.settingNotBuilt(
                    "properties.partitionKeys", "files are split by their number", "Give miniBatchSize.");
        }
        Compute compute = given.compute();
        if (compute != null && (compute.target() != null || compute.instanceType() != null)) {
            throw AzureException.settingNotBuilt(
                    "properties.compute", "a job runs on the cluster of its deployment", "Give instanceCount alone.");
        }
    }

    private static Resources resources(Compute compute) {
        return compute == null ? null : new Resources(compute.instanceCount(), null, null);
    }

    private static <T> Map.Entry<String, T> only(Map<String, T> given, String target) {
        if (given == null || given.size() != 1) {
            throw BatchEndpointErrors.invalid(
                    target, target + " must have one member: a model deployment reads one input.");
        }
        Map.Entry<String, T> one = given.entrySet().iterator().next();
        if (one.getValue() == null) {
            throw BatchEndpointErrors.invalid(target, target + "." + one.getKey() + " is empty.");
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
                throw AzureException.settingNotBuilt(
                        target + ".jobInputType",
                        "nothing evaluates an MLTable on the target",
                        "Give UriFolder or UriFile.");
            default ->
                throw BatchEndpointErrors.invalid(
                        target,
                        "The jobInputType '"
                                + type
                                + "' is neither UriFolder nor UriFile, which a model deployment reads.");
        };
        if (uri == null || uri.isBlank()) {
            throw BatchEndpointErrors.invalid(target, target + ".uri is required.");
        }
        return known;
    }

    private static String mode(Map.Entry<String, Input> input) {
        String mode = input.getValue().mode();
        return switch (mode == null ? "readonlymount" : AsciiCase.lower(mode)) {
            case "readonlymount", "ro_mount" -> "ReadOnlyMount";
            case "download" -> "Download";
            default ->
                throw BatchEndpointErrors.invalid(
                        INPUT + "." + input.getKey(),
                        "The mode '" + mode + "' is neither ReadOnlyMount nor Download, by which a script gets files.");
        };
    }

    /** Where rows go: the folder, and the file where the client names it. */
    private record Place(String folder, String file) {}

    private static Place place(Map<String, Output> given) {
        if (given == null || given.isEmpty()) {
            return new Place(null, null);
        }
        Map.Entry<String, Output> output = only(given, OUTPUT);
        String target = OUTPUT + "." + output.getKey();
        String uri = output.getValue().uri();
        if (uri == null || uri.isBlank()) {
            return new Place(null, null);
        }
        String type = String.valueOf(output.getValue().jobOutputType());
        return switch (AsciiCase.lower(type).replace("_", "")) {
            case "urifolder" -> new Place(uri.endsWith("/") ? uri : uri + "/", null);
            case "urifile" -> {
                int slash = uri.lastIndexOf('/');
                if (slash < 0 || slash == uri.length() - 1) {
                    throw BatchEndpointErrors.invalid(target, "The URI of a UriFile names a file, not a folder.");
                }
                yield new Place(uri.substring(0, slash + 1), uri.substring(slash + 1));
            }
            default ->
                throw BatchEndpointErrors.invalid(
                        target, "The jobOutputType '" + type + "' is neither UriFolder nor UriFile.");
        };
    }
}
