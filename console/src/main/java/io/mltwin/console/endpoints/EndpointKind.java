package io.mltwin.console.endpoints;

/** The kinds of things that serve models. */
public enum EndpointKind {
    /** {@code onlineEndpoints} of Azure Resource Manager. */
    ONLINE,

    /** {@code batchEndpoints} of Azure Resource Manager. */
    BATCH,

    /** A web service of model management. */
    SERVICE;

    /** Returns the kind of a page's address; an online endpoint's for any other text. */
    static EndpointKind of(String text) {
        for (EndpointKind kind : values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        return ONLINE;
    }
}
