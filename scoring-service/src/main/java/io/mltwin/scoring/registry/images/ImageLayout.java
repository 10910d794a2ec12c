package io.mltwin.scoring.registry.images;

/** Names the places in an image that is built here, and the labels that say what is in it. */
public final class ImageLayout {

    public static final String APP = "/var/azureml-app";
    public static final String MODELS = APP + "/azureml-models";
    public static final String DRIVER = APP + "/driver";
    public static final String ENVIRONMENT = APP + "/azureml-environment.json";

    public static final String LABEL_SCRIPT = "com.microsoft.azureml.entry-script";
    public static final String LABEL_ENVIRONMENT = "com.microsoft.azureml.environment";
    public static final String LABEL_MODELS = "com.microsoft.azureml.models";
    public static final String LABEL_IMAGE = "com.microsoft.azureml.image";

    private ImageLayout() {}

    /**
     * Returns what {@code AZUREML_MODEL_DIR} points at: the model's folder when there is one model,
     * else the folder of all.
     */
    public static String modelFolder(String name, int version) {
        return MODELS + "/" + name + "/" + version;
    }
}
