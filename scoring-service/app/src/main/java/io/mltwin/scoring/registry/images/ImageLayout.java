package io.mltwin.scoring.registry.images;

/** Names the places in an image that is built here, and the labels that say what is in it. */
public final class ImageLayout {

    public static final String APP = "/var/azureml-app";
    public static final String MODELS = APP + "/azureml-models";
    public static final String DRIVER = APP + "/driver";
    public static final String ENVIRONMENT = APP + "/azureml-environment.json";

    /** Of the base: the scoring host, which serves what the layers above it hold. */
    public static final String ENTRYPOINT = "/opt/mltwin/inference";

    /** Where the scoring host listens, as Azure ML's inference server does. */
    public static final int PORT = 5001;

    /** Changes when the same parts make another image. */
    static final String VERSION = "1";

    public static final String LABEL_SCRIPT = "com.microsoft.azureml.entry-script";
    public static final String LABEL_ENVIRONMENT = "com.microsoft.azureml.environment";
    public static final String LABEL_MODELS = "com.microsoft.azureml.models";

    /** Names of the environment's variables, with commas between them. */
    public static final String LABEL_VARIABLES = "io.mltwin.environment-variables";

    /** Where the packages lie that pip installed, and the digest of the layer that holds them. */
    public static final String LABEL_PACKAGES = "io.mltwin.packages";

    public static final String LABEL_PACKAGES_LAYER = "io.mltwin.packages-layer";

    /** Digest of the base's manifest. */
    public static final String LABEL_BASE = "org.opencontainers.image.base.digest";

    /** How many layers are the base's: the first ones. */
    public static final String LABEL_BASE_LAYERS = "io.mltwin.base-layers";

    private ImageLayout() {}

    /**
     * Returns what {@code AZUREML_MODEL_DIR} points at: the model's folder when there is one model,
     * else the folder of all.
     */
    public static String modelFolder(String name, int version) {
        return MODELS + "/" + name + "/" + version;
    }
}
