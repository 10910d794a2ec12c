package io.mltwin.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data references of a run on its target ("The data is mounted on the compute target as a
 * remote file system"): a folder each, whose path is in {@code AZUREML_DATAREFERENCE_name}. What a
 * script writes under Mount and Upload goes back when it has ended, also when it failed.
 *
 * <p>Deviation: a mount is no file system but a folder that is filled before the script begins;
 * what others change meanwhile is not seen, and what the script deletes stays in the store.
 */
final class RunData {

    private static final String VARIABLE = "AZUREML_DATAREFERENCE_";

    private final List<Reference> references = new ArrayList<>();
    private final RunFolder folder;

    RunData(JobBody job, RunFolder folder, NodeHttp http, ComputeServiceClient service) {
        this.folder = folder;
        for (JobBody.DataReference data : job.dataReferences()) {
            references.add(new Reference(data, new DataClient(http, service, data.name())));
        }
    }

    /** A state of a file. */
    private record Seen(long size, FileTime modified) {
        static Seen of(Path file) throws IOException {
            return new Seen(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    private final class Reference {
        private final JobBody.DataReference data;
        private final DataClient store;
        private final Map<Path, Seen> fetched = new HashMap<>();

        Reference(JobBody.DataReference data, DataClient store) {
            this.data = data;
            this.store = store;
        }

        Path root() throws IOException {
            return folder.inside(data.folder());
        }

        /** What the reference names: a file where it names a blob, else a folder. */
        Path local() throws IOException {
            return data.path().isEmpty() ? root() : below(data.path());
        }

        private Path below(String name) throws IOException {
            Path root = root();
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root) || file.equals(root)) {
                throw new IOException("the name leads out of the data's folder: " + name);
            }
            return file;
        }

        int fetch() throws IOException {
            Files.createDirectories(root());
            if (data.mode().equals("UPLOAD")) {
                Files.createDirectories(local());
                return 0;
            }
            for (String name : store.list(data.path())) {
                boolean named =
                        data.path().isEmpty()
                                || name.equals(data.path())
                                || name.startsWith(data.path() + "/");
                // a name that ends so stands for a folder
                if (named && !name.endsWith("/")) {
                    Path file = below(name);
                    store.download(name, file);
                    fetched.put(file, Seen.of(file));
                }
            }
            if (fetched.isEmpty() && data.mode().equals("DOWNLOAD")) {
                throw new IOException(
                        "the datastore " + data.datastore() + " has nothing at " + data.path());
            }
            if (Files.notExists(local())) {
                Files.createDirectories(local());
            }
            return fetched.size();
        }

        List<String> writeBack() throws IOException {
            List<String> written = new ArrayList<>();
            if (data.mode().equals("DOWNLOAD")) {
                return written;
            }
            for (Path file : folder.files(root(), RunFolder.MAX_DATA_FILES)) {
                if (!Seen.of(file).equals(fetched.get(file))) {
                    String name = root().relativize(file).toString();
                    store.upload(name, file, data.mode().equals("MOUNT") || data.overwrite());
                    written.add(name);
                }
            }
            return written;
        }
    }

    /** Fills the folders. */
    void fetch(DriverLog log) throws IOException {
        for (Reference reference : references) {
            try {
                int count = reference.fetch();
                log.line("  data reference " + reference.data.name() + ": " + count + " files");
            } catch (IOException e) {
                throw new IOException(
                        "The data reference '"
                                + reference.data.name()
                                + "' cannot be read: "
                                + NodeHttp.describe(e),
                        e);
            }
        }
    }

    /** Stores what is new or changed. */
    void writeBack(DriverLog log) throws IOException {
        for (Reference reference : references) {
            try {
                for (String name : reference.writeBack()) {
                    log.line("Wrote " + name + " to the datastore " + reference.data.datastore());
                }
            } catch (IOException e) {
                throw new IOException(
                        "The data reference '"
                                + reference.data.name()
                                + "' cannot be written: "
                                + NodeHttp.describe(e),
                        e);
            }
        }
    }

    Map<String, String> variables() throws IOException {
        Map<String, String> variables = new TreeMap<>();
        for (Reference reference : references) {
            variables.put(VARIABLE + reference.data.name(), reference.local().toString());
        }
        return variables;
    }

    /** Arguments may name the variables, as the SDK writes a data reference as an argument. */
    JobBody.Command expand(JobBody.Command command) throws IOException {
        if (command.isShell() || references.isEmpty()) {
            return command;
        }
        List<Map.Entry<String, String>> longestFirst = new ArrayList<>(variables().entrySet());
        longestFirst.sort((a, b) -> b.getKey().length() - a.getKey().length());
        List<String> arguments = new ArrayList<>();
        for (String argument : command.arguments()) {
            String expanded = argument;
            for (Map.Entry<String, String> variable : longestFirst) {
                expanded = expanded.replace("$" + variable.getKey(), variable.getValue());
            }
            arguments.add(expanded);
        }
        return new JobBody.Command(
                command.interpreter(), command.script(), arguments, command.classPath());
    }
}
