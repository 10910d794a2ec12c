package io.mltwin.node.data;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFolder;
import io.mltwin.sandbox.ScriptFile;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The data references of a run on its target ("The data is mounted on the compute target as a
 * remote file system"), and the inputs and outputs of a job: a folder each, whose path is in {@code
 * AZUREML_DATAREFERENCE_name}, {@code AZURE_ML_INPUT_name} or {@code AZURE_ML_OUTPUT_name}. What a
 * script writes under Mount and Upload goes back when it has ended, also when it failed.
 *
 * <p>Deviation: a mount is no file system but a folder that is filled before the script begins;
 * what others change meanwhile is not seen, and what the script deletes stays in the store.
 */
public final class RunData {

    private static final String VARIABLE = "AZUREML_DATAREFERENCE_";
    private static final String BINDING = "AZURE_ML_";

    private final List<Reference> references = new ArrayList<>();
    private final RunFolder folder;

    public RunData(JobBody job, RunFolder folder, NodeHttp http, ComputeServiceClient service) {
        this.folder = folder;
        for (JobBody.DataReference data : job.dataReferences()) {
            references.add(new Reference(data, new DataClient(http, service, data.name())));
        }
    }

    private final class Reference {
        private final JobBody.DataReference data;
        private final DataStore store;
        private final Set<Path> fetched = new HashSet<>();

        /** Fetched files as they were, which go back where they have changed. */
        private final Set<ScriptFile> before = new HashSet<>();

        Reference(JobBody.DataReference data, DataStore store) {
            this.data = data;
            this.store = store;
        }

        Path root() throws IOException {
            return folder.inside(data.folder());
        }

        /** Returns the path for the script: a file where the path names a blob, else a folder. */
        Path local() throws IOException {
            if (data.isBinding()) {
                boolean isFile = data.isFile()
                        || !data.path().isEmpty() && fetched.size() == 1 && fetched.contains(place(data.path()));
                return isFile ? place(data.path()) : root();
            }
            return data.path().isEmpty() ? root() : place(data.path());
        }

        /**
         * Where a blob lies. Below a data reference it has its whole name; below an input or output
         * the part after the path, or the last segment where the path is its name.
         */
        private Path place(String name) throws IOException {
            String relative = name;
            if (data.isBinding() && !data.path().isEmpty()) {
                relative = name.equals(data.path())
                        ? name.substring(name.lastIndexOf('/') + 1)
                        : name.substring(data.path().length() + 1);
            }
            Path root = root();
            Path file = root.resolve(relative).normalize();
            if (!file.startsWith(root) || file.equals(root)) {
                throw new IOException("the name leads out of the data's folder: " + name);
            }
            return file;
        }

        /** The blob that a file is stored as. */
        private String name(Path file) throws IOException {
            String relative = root().relativize(file).toString();
            if (!data.isBinding() || data.path().isEmpty()) {
                return relative;
            }
            return file.equals(local()) ? data.path() : data.path() + "/" + relative;
        }

        private boolean isNamed(String name) {
            if (name.endsWith("/")) {
                // a name that ends so stands for a folder
                return false;
            }
            boolean isBlob = name.equals(data.path());
            boolean isBelow = data.path().isEmpty() || name.startsWith(data.path() + "/");
            return data.isFile() ? isBlob : isBelow || isBlob && !data.isFolder();
        }

        int fetch(DriverLog log, BooleanSupplier isCanceled) throws IOException {
            folder.make(root());
            if (data.mode().equals("UPLOAD")) {
                folder.make(data.isFile() ? root() : local());
                return 0;
            }
            for (String name : store.list(data.path())) {
                if (isCanceled.getAsBoolean()) {
                    return fetched.size();
                }
                if (isNamed(name)) {
                    Path file = place(name);
                    folder.make(file.getParent());
                    store.download(name, file);
                    fetched.add(file);
                }
            }
            if (fetched.isEmpty() && data.mode().equals("DOWNLOAD")) {
                throw new IOException("the datastore " + data.datastore() + " has nothing at " + data.path());
            }
            if (!data.isFile()) {
                folder.make(local());
            }
            if (!data.mode().equals("DOWNLOAD")) {
                try (ScriptTree tree = folder.open()) {
                    before.addAll(files(tree, log));
                    before.removeIf(file -> !fetched.contains(place(file)));
                }
            }
            return fetched.size();
        }

        List<String> writeBack(DriverLog log) throws IOException {
            List<String> written = new ArrayList<>();
            if (data.mode().equals("DOWNLOAD")) {
                return written;
            }
            try (ScriptTree tree = folder.open()) {
                for (ScriptFile file : files(tree, log)) {
                    Path path = place(file);
                    // of an output that is a file, that file alone
                    if (!before.contains(file) && (!data.isFile() || path.equals(local()))) {
                        String name = name(path);
                        store.upload(
                                name, BlobContent.of(tree, file), data.mode().equals("MOUNT") || data.overwrite());
                        written.add(name);
                    }
                }
            }
            return written;
        }

        private Path place(ScriptFile file) {
            return folder.path().resolve(file.path());
        }

        private List<ScriptFile> files(ScriptTree tree, DriverLog log) throws IOException {
            return tree.files(folder.relative(root()), RunFolder.MAX_DATA_FILES, log::line);
        }

        /** As a person knows it. */
        String title() {
            return data.isBinding()
                    ? "The "
                            + (data.use().equals("INPUT") ? "input" : "output")
                            + " '"
                            + data.name().substring(data.use().length() + 1)
                            + "'"
                    : "The data reference '" + data.name() + "'";
        }

        String variable() {
            return (data.isBinding() ? BINDING : VARIABLE) + data.name();
        }
    }

    /** Fills the folders; a run that is canceled meanwhile does not need them. */
    public void fetch(DriverLog log, BooleanSupplier isCanceled) throws IOException {
        for (Reference reference : references) {
            try {
                int count = reference.fetch(log, isCanceled);
                log.line("  " + reference.title() + ": " + count + " files");
            } catch (IOException e) {
                throw new IOException(reference.title() + " cannot be read: " + NodeHttp.describe(e), e);
            }
        }
    }

    /** Stores what is new or changed. */
    public void writeBack(DriverLog log) throws IOException {
        for (Reference reference : references) {
            try {
                for (String name : reference.writeBack(log)) {
                    log.line("Wrote " + name + " to the datastore " + reference.data.datastore());
                }
            } catch (IOException e) {
                throw new IOException(reference.title() + " cannot be written: " + NodeHttp.describe(e), e);
            }
        }
    }

    public Map<String, String> variables() throws IOException {
        Map<String, String> variables = new TreeMap<>();
        for (Reference reference : references) {
            variables.put(reference.variable(), reference.local().toString());
        }
        return variables;
    }

    /**
     * Puts places into arguments: of the variables that the SDK writes for a data reference, and in
     * a command those of inputs and outputs.
     */
    public JobBody.Command expand(JobBody.Command command) throws IOException {
        if (references.isEmpty()) {
            return command;
        }
        List<String> arguments = new ArrayList<>();
        for (String argument : command.arguments()) {
            arguments.add(command.isShell() ? fill(argument) : withVariables(argument));
        }
        return new JobBody.Command(command.interpreter(), command.script(), arguments, command.classPath());
    }

    /** The placeholders that compute-service leaves have a NUL on both sides. */
    private String fill(String commandLine) throws IOException {
        String filled = commandLine;
        for (Reference reference : references) {
            filled = filled.replace(
                    "\0" + reference.data.name() + "\0", reference.local().toString());
        }
        return filled;
    }

    private String withVariables(String argument) throws IOException {
        List<Map.Entry<String, String>> longestFirst =
                new ArrayList<>(variables().entrySet());
        longestFirst.sort((a, b) -> b.getKey().length() - a.getKey().length());
        String expanded = argument;
        for (Map.Entry<String, String> variable : longestFirst) {
            expanded = expanded.replace("$" + variable.getKey(), variable.getValue());
        }
        return expanded;
    }
}
