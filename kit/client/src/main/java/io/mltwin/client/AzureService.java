package io.mltwin.client;

/**
 * Azure's services that a platform plays under names of their own, with the port of each from the
 * platform's first.
 */
public enum AzureService {
    /** Azure Active Directory: the authority that signs people and applications in. */
    LOGIN("login", 1),
    GRAPH("graph", 1),
    RESOURCE_MANAGER("management", 2),
    /** Azure ML's run history, data, jobs and MLflow's tracking, of a region. */
    TRAINING("{region}.api", 4),
    /** Azure ML's models, images and endpoints, of a region. */
    MODELS("{region}.models", 5),
    /** The platform's own pages. */
    CONSOLE("console", 6),
    /** The vault of a name. */
    KEY_VAULT("{name}.vault", 3),
    /** The blobs of a storage account of a name. */
    BLOBS("{name}.blob.core", 2),
    /** The container registry of a name. */
    REGISTRY("{name}.azurecr", 5);

    private final String label;
    private final int offset;

    AzureService(String label, int offset) {
        this.label = label;
        this.offset = offset;
    }

    String label() {
        return label;
    }

    int offset() {
        return offset;
    }
}
