package io.mltwin.console.session;

/** The resources that the console calls in a user's name. */
public enum TokenAudience {
    ARM,
    MACHINE_LEARNING,
    KEY_VAULT,
    STORAGE,
    LOGS,
    GRAPH,
    CONTAINER_REGISTRY,

    /** The platform's administration; only operators get a token for it. */
    ADMINISTRATION
}
