package io.mltwin.console.keys;

/** The places in which a workspace's data lies encrypted. */
public enum SurfaceKind {
    STORAGE,
    REGISTRY,

    /** Runs and their metrics, in Azure Cosmos DB. */
    RUN_HISTORY,
    VAULT,
    INSIGHTS
}
