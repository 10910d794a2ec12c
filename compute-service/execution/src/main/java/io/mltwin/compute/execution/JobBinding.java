package io.mltwin.compute.execution;

/**
 * An input or output of a job that is data: {@code JobInput} and {@code JobOutput} but literals.
 *
 * @param type {@code uri_folder} and the like
 * @param uri where it lies; of an output null for the usual place
 * @param assetName the data asset that an output becomes; null for none
 * @param assetVersion null for the next one
 */
public record JobBinding(
        RunData.Use use, String name, String type, Mode mode, String uri, String assetName, String assetVersion) {

    /** {@code InputDeliveryMode} and {@code OutputDeliveryMode}, as far as targets know them. */
    public enum Mode {
        MOUNT,
        TRANSFER,
        DIRECT
    }

    public boolean isInput() {
        return use == RunData.Use.INPUT;
    }

    /**
     * Its name on the target, such as {@code INPUT_data}; {@code AZURE_ML_} before it is a
     * variable.
     */
    public String key() {
        return use + "_" + name;
    }

    /** As a command names it. */
    public String expression() {
        return (isInput() ? "inputs." : "outputs.") + name;
    }

    /** Returns whether models have this type. */
    public boolean isModel() {
        return type.endsWith("_model");
    }

    RunData.Shape shape() {
        if (type.equals("uri_file")) {
            return RunData.Shape.FILE;
        }
        return isModel() && isInput() ? RunData.Shape.EITHER : RunData.Shape.FOLDER;
    }

    /** Returns the data for a target, from or to this place of a datastore. */
    public RunData at(String datastore, String path) {
        RunData.Mode transfer =
                isInput() ? RunData.Mode.DOWNLOAD : mode == Mode.MOUNT ? RunData.Mode.MOUNT : RunData.Mode.UPLOAD;
        return new RunData(key(), datastore, transfer, path, "cap/data-capability/wd/" + key(), true, use, shape());
    }
}
