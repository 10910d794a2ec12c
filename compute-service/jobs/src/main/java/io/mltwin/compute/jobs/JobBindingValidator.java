package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.compute.execution.RunData;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks the inputs and outputs of a job. */
final class JobBindingValidator {

    /** The output that every job has: what it leaves in {@code outputs}. */
    static final String DEFAULT_OUTPUT = "default";

    private static final String LITERAL = "literal";
    private static final List<String> TYPES =
            List.of("uri_file", "uri_folder", "mltable", "custom_model", "mlflow_model", "triton_model");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,254}");
    private static final Pattern ASSET_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}");

    private JobBindingValidator() {}

    /**
     * Inputs and outputs that are data.
     *
     * @throws AzureException 400, or 501 for what is not built
     */
    static List<JobBinding> read(Map<String, CommandJobBody.Input> inputs, Map<String, CommandJobBody.Output> outputs) {
        List<JobBinding> bindings = new ArrayList<>();
        sorted(inputs).forEach((name, input) -> {
            requireName("inputs", name);
            if (input != null && !isLiteral(input)) {
                bindings.add(input(name, input));
            }
        });
        sorted(outputs).forEach((name, output) -> {
            requireName("outputs", name);
            if (!name.equals(DEFAULT_OUTPUT)) {
                bindings.add(output(name, output));
            }
        });
        return bindings;
    }

    /** Returns the text that stands in the command for each input and output. */
    static Map<String, String> texts(Map<String, CommandJobBody.Input> inputs, List<JobBinding> bindings) {
        Map<String, String> texts = new HashMap<>();
        sorted(inputs).forEach((name, input) -> {
            if (input != null && isLiteral(input) && input.value() != null) {
                if (input.value().indexOf('\0') >= 0) {
                    throw invalid("inputs", name, "its value has a NUL");
                }
                texts.put("inputs." + name, input.value());
            }
        });
        bindings.forEach(one -> texts.put(one.expression(), RunData.placeholder(one.key())));
        return texts;
    }

    private static <T> Map<String, T> sorted(Map<String, T> given) {
        return given == null ? Map.of() : new TreeMap<>(given);
    }

    private static boolean isLiteral(CommandJobBody.Input input) {
        return AsciiCase.equal(LITERAL, input.jobInputType());
    }

    private static JobBinding input(String name, CommandJobBody.Input input) {
        String type = type("inputs", name, input.jobInputType());
        if (isBlank(input.uri())) {
            throw invalid("inputs", name, "uri is required");
        }
        refusePathOnCompute("inputs", name, input.pathOnCompute());
        return new JobBinding(
                RunData.Use.INPUT, name, type, inputMode(name, type, input.mode()), input.uri(), null, null);
    }

    private static JobBinding.Mode inputMode(String name, String type, String mode) {
        return switch (mode == null ? "readonlymount" : AsciiCase.lower(mode)) {
            case "readonlymount" -> JobBinding.Mode.MOUNT;
            case "download" -> JobBinding.Mode.TRANSFER;
            case "direct" -> JobBinding.Mode.DIRECT;
            case "evalmount", "evaldownload" -> {
                if (!type.equals("mltable")) {
                    throw invalid("inputs", name, "the mode " + mode + " is for an mltable");
                }
                throw settingNotBuilt(
                        "properties.inputs." + name + ".mode",
                        "nothing evaluates an MLTable on the target",
                        "Give ReadOnlyMount or Download.");
            }
            default ->
                throw invalid(
                        "inputs",
                        name,
                        "the mode '" + mode + "' does not fit an input; ReadOnlyMount, Download and Direct do");
        };
    }

    private static JobBinding output(String name, CommandJobBody.Output given) {
        CommandJobBody.Output output =
                given == null ? new CommandJobBody.Output(null, null, null, null, null, null, null) : given;
        String type = type("outputs", name, requireNonNullElse(output.jobOutputType(), "uri_folder"));
        refusePathOnCompute("outputs", name, output.pathOnCompute());
        if (isGiven(output.autoDeleteSetting())) {
            throw settingNotBuilt(
                    "properties.outputs." + name + ".autoDeleteSetting",
                    "nothing deletes data by its age",
                    "Leave it out.");
        }
        JobBinding binding = new JobBinding(
                RunData.Use.OUTPUT,
                name,
                type,
                outputMode(name, output.mode()),
                isBlank(output.uri()) ? null : output.uri(),
                output.assetName(),
                output.assetVersion());
        requireAsset(binding);
        return binding;
    }

    private static JobBinding.Mode outputMode(String name, String mode) {
        return switch (mode == null ? "readwritemount" : AsciiCase.lower(mode)) {
            case "readwritemount" -> JobBinding.Mode.MOUNT;
            case "upload" -> JobBinding.Mode.TRANSFER;
            case "direct" -> JobBinding.Mode.DIRECT;
            default ->
                throw invalid(
                        "outputs",
                        name,
                        "the mode '" + mode + "' does not fit an output; ReadWriteMount, Upload and Direct do");
        };
    }

    private static void requireAsset(JobBinding output) {
        if (output.assetName() == null) {
            if (output.assetVersion() != null) {
                throw invalid("outputs", output.name(), "assetVersion needs assetName");
            }
            return;
        }
        if (output.isModel()) {
            throw settingNotBuilt(
                    "properties.outputs." + output.name() + ".assetName",
                    "an output is registered as data, not as a model",
                    "Register the model when the job has ended.");
        }
        if (!ASSET_NAME.matcher(output.assetName()).matches()
                || output.assetVersion() != null
                        && !ASSET_NAME.matcher(output.assetVersion()).matches()) {
            throw invalid("outputs", output.name(), "assetName and assetVersion are no name and version");
        }
    }

    private static String type(String field, String name, String type) {
        if (type == null || !TYPES.contains(type)) {
            throw invalid(field, name, "its type '" + type + "' is none of " + TYPES);
        }
        return type;
    }

    private static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid(field, name, "a name has letters, digits and underscores, and begins with no digit");
        }
    }

    private static void refusePathOnCompute(String field, String name, String path) {
        if (path != null) {
            throw settingNotBuilt(
                    "properties." + field + "." + name + ".pathOnCompute",
                    "data lies in the run's own folder",
                    "Leave it out, and name ${{" + field + "." + name + "}} in the command.");
        }
    }

    private static AzureException invalid(String field, String name, String why) {
        return UserErrors.invalid(
                "properties." + field + "." + name, "properties.%s.%s is not valid: %s.", field, name, why);
    }
}
