package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.RunDefinitionBody.DataReference;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Validates the data references of a RunDefinition. */
final class DataReferenceValidator {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Set<String> OWN_FOLDERS = Set.of("logs", "outputs", "azureml-logs");

    private DataReferenceValidator() {}

    static List<RunData> read(Map<String, DataReference> references) {
        List<RunData> all = new ArrayList<>();
        Set<String> folders = new HashSet<>();
        new TreeMap<>(orEmpty(references)).forEach((name, reference) -> {
            RunData data = read(name, reference);
            if (!folders.add(data.folder())) {
                throw invalid(name, "another data reference has its path on the target.");
            }
            all.add(data);
        });
        return all;
    }

    private static RunData read(String name, DataReference reference) {
        if (!NAME.matcher(name).matches()) {
            throw invalid(name, "a name is of letters, digits and underscores.");
        }
        if (reference == null || isBlank(reference.dataStoreName())) {
            throw invalid(name, "dataStoreName is required.");
        }
        RunData.Mode mode = mode(name, reference.mode());
        String folder = reference.pathOnCompute();
        if (isBlank(folder)) {
            folder = mode == RunData.Mode.MOUNT ? "mounts/" + name : name;
        }
        return new RunData(
                name,
                reference.dataStoreName(),
                mode,
                relative(name, "pathOnDataStore", reference.pathOnDataStore()),
                folder(name, folder),
                isTrue(reference.overwrite()));
    }

    private static RunData.Mode mode(String name, String text) {
        try {
            return text == null ? RunData.Mode.MOUNT : RunData.Mode.valueOf(AsciiCase.upper(text));
        } catch (IllegalArgumentException unknown) {
            throw invalid(name, "mode is Mount, Download or Upload.");
        }
    }

    private static String folder(String name, String path) {
        if (path.startsWith("/")) {
            // Deviation: a run writes nothing outside its folder
            throw notBuilt("A pathOnCompute outside the run's folder");
        }
        String folder = relative(name, "pathOnCompute", path);
        if (folder.isEmpty() || OWN_FOLDERS.contains(folder.split("/")[0])) {
            throw invalid(name, "its pathOnCompute must be a folder of its own, apart from the code.");
        }
        return folder;
    }

    private static String relative(String name, String field, String path) {
        String trimmed = path == null ? "" : path.replaceAll("^/+|/+$", "");
        if (trimmed.isEmpty()) {
            return "";
        }
        boolean odd = trimmed.indexOf('\0') >= 0
                || trimmed.indexOf('\\') >= 0
                || Arrays.stream(trimmed.split("/", -1))
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (odd) {
            throw invalid(name, field + " is a plain path.");
        }
        return trimmed;
    }

    private static AzureException invalid(String name, String why) {
        return RunDefinitionValidator.invalid(
                "configuration.dataReferences", "The data reference '%s' is not valid: %s", name, why);
    }
}
