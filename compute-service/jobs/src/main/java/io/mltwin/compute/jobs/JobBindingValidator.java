package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.encoding.Absence.isBlank;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.compute.execution.JobBinding.Mode;
import io.mltwin.compute.execution.RunData;
import io.mltwin.compute.jobs.CommandJobBody.Input;
import io.mltwin.compute.jobs.CommandJobBody.Output;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Checks the inputs and outputs of a job. */
final class JobBindingValidator {

    /** The output that every job has: what it leaves in {@code outputs}. */
    static final String DEFAULT_OUTPUT = "default";

    private static final String LITERAL = "literal";
    private static final String TYPES = "uri_file|uri_folder|mltable|custom_model|mlflow_model|triton_model";
    private static final String WRONG_TYPE = "its type '%s' is none of [" + TYPES.replace("|", ", ") + "]";
    private static final Map<String, Mode> MODES = Map.of(
            "readonlymount", Mode.MOUNT,
            "readwritemount", Mode.MOUNT,
            "download", Mode.TRANSFER,
            "upload", Mode.TRANSFER,
            "direct", Mode.DIRECT);
    private static final Set<String> EVALUATED = Set.of("evalmount", "evaldownload");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,254}");

    private static final Rules<Input> NO_TABLE = rules(Input.class)
            .fits(mode -> !EVALUATED.contains(AsciiCase.lower(mode)), "the mode %s is for an mltable", "mode");

    private static final Rules<Input> INPUT = rules(Input.class)
            .must(Pattern.compile(TYPES).asMatchPredicate(), WRONG_TYPE, "jobInputType")
            .required("uri is required", "uri")
            .refuseIfGiven(JobBindingValidator::pathNotBuilt, "pathOnCompute")
            .when(input -> !input.jobInputType().equals("mltable"), NO_TABLE)
            .settingNotBuiltFor(
                    "mode",
                    "nothing evaluates an MLTable on the target",
                    "Give ReadOnlyMount or Download.",
                    "EvalMount",
                    "EvalDownload")
            .oneOf(
                    List.of("ReadOnlyMount", "Download", "Direct"),
                    "the mode '%s' does not fit an input; ReadOnlyMount, Download and Direct do",
                    "mode");

    private static final Rules<Output> MODEL = rules(Output.class)
            .settingNotBuilt(
                    "an output is registered as data, not as a model",
                    "Register the model when the job has ended.",
                    "assetName");

    private static final Rules<Output> OUTPUT = rules(Output.class)
            .matches(TYPES, WRONG_TYPE, "jobOutputType")
            .refuseIfGiven(JobBindingValidator::pathNotBuilt, "pathOnCompute")
            .settingNotBuilt("nothing deletes data by its age", "Leave it out.", "autoDeleteSetting")
            .oneOf(
                    List.of("ReadWriteMount", "Upload", "Direct"),
                    "the mode '%s' does not fit an output; ReadWriteMount, Upload and Direct do",
                    "mode")
            .refuse(
                    output -> output.assetName() == null && output.assetVersion() != null,
                    "assetVersion",
                    "assetVersion needs assetName")
            .when(output -> output.assetName() != null && type(output).endsWith("_model"), MODEL)
            .matches(
                    "[a-zA-Z0-9][a-zA-Z0-9._-]{0,254}",
                    "assetName and assetVersion are no name and version",
                    "assetName",
                    "assetVersion");

    private JobBindingValidator() {}

    /**
     * Inputs and outputs that are data.
     *
     * @throws AzureException 400, or 501 for what is not built
     */
    static List<JobBinding> read(Map<String, Input> inputs, Map<String, Output> outputs) {
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
    static Map<String, String> texts(Map<String, Input> inputs, List<JobBinding> bindings) {
        Map<String, String> texts = new HashMap<>();
        sorted(inputs).forEach((name, input) -> {
            if (input != null && isLiteral(input) && input.value() != null) {
                if (input.value().indexOf('\0') >= 0) {
                    throw invalid("properties.inputs." + name + ".", "its value has a NUL");
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

    private static boolean isLiteral(Input input) {
        return AsciiCase.equal(LITERAL, input.jobInputType());
    }

    private static JobBinding input(String name, Input input) {
        INPUT.checkAt("properties.inputs." + name + ".", input);
        return new JobBinding(
                RunData.Use.INPUT, name, input.jobInputType(), mode(input.mode()), input.uri(), null, null);
    }

    private static JobBinding output(String name, Output given) {
        Output output = given == null ? new Output(null, null, null, null, null, null, null) : given;
        OUTPUT.checkAt("properties.outputs." + name + ".", output);
        return new JobBinding(
                RunData.Use.OUTPUT,
                name,
                type(output),
                mode(output.mode()),
                isBlank(output.uri()) ? null : output.uri(),
                output.assetName(),
                output.assetVersion());
    }

    private static String type(Output output) {
        return requireNonNullElse(output.jobOutputType(), "uri_folder");
    }

    private static Mode mode(String given) {
        return given == null ? Mode.MOUNT : MODES.get(AsciiCase.lower(given));
    }

    private static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "properties." + field + "." + name + ".",
                    "a name has letters, digits and underscores, and begins with no digit");
        }
    }

    private static <T> Rules<T> rules(Class<T> type) {
        return Rules.of(type, "", JobBindingValidator::invalid);
    }

    /** Names the input or output, whatever of it is not valid. */
    private static AzureException invalid(String property, String why) {
        String target = property.substring(0, property.lastIndexOf('.'));
        return UserErrors.invalid(target, "%s is not valid: %s.", target, why);
    }

    private static AzureException pathNotBuilt(String property) {
        String name = property.substring("properties.".length(), property.lastIndexOf('.'));
        return settingNotBuilt(
                property,
                "data lies in the run's own folder",
                "Leave it out, and name ${{" + name + "}} in the command.");
    }
}
