package io.mltwin.compute.execution;

/**
 * Data of a datastore that a run reads or writes on its target: a {@code DataReference} of Azure
 * ML's RunDefinition, or an input or output of a job.
 *
 * @param path of a blob or of a folder in the container; empty for all of it
 * @param folder in the run's folder, where it lies on the target
 * @param overwrite whether an upload may replace what is there
 * @param use what it is to the run
 * @param shape what the path names
 */
public record RunData(
        String name, String datastore, Mode mode, String path, String folder, boolean overwrite, Use use, Shape shape) {

    /** A data reference of a RunDefinition. */
    RunData(String name, String datastore, Mode mode, String path, String folder, boolean overwrite) {
        this(name, datastore, mode, path, folder, overwrite, Use.REFERENCE, Shape.EITHER);
    }

    /** {@code DataStoreMode}. */
    public enum Mode {
        MOUNT,
        DOWNLOAD,
        UPLOAD;

        /** Returns whether what the script writes goes to the datastore. */
        public boolean writes() {
            return this != DOWNLOAD;
        }
    }

    /** The use of data by a run. */
    public enum Use {
        REFERENCE,
        INPUT,
        OUTPUT
    }

    /** Says what a path names: one blob, the blobs below it, or either. */
    public enum Shape {
        FILE,
        FOLDER,
        EITHER
    }

    /**
     * Returns the text that stands in a command for the place of an input or output on the target,
     * which the target alone knows. No text that a user gives can be taken for it, since a command
     * has no NUL.
     *
     * @param name such as {@code INPUT_data}
     */
    public static String placeholder(String name) {
        return "\0" + name + "\0";
    }
}
