package io.mltwin.compute.execution;

/**
 * Data of a datastore that a run reads or writes on its target: a {@code DataReference} of Azure
 * ML's RunDefinition.
 *
 * @param path of a blob or of a folder in the container; empty for all of it
 * @param folder in the run's folder, where it lies on the target
 * @param overwrite whether an upload may replace what is there
 */
public record RunData(
        String name, String datastore, Mode mode, String path, String folder, boolean overwrite) {

    /** {@code DataStoreMode}. */
    public enum Mode {
        MOUNT,
        DOWNLOAD,
        UPLOAD;

        /** Whether what the script writes goes to the datastore. */
        public boolean writes() {
            return this != DOWNLOAD;
        }
    }
}
