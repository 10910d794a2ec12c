package io.mltwin.compute.access;

/**
 * An operation of the v1 data plane of a workspace: the action of Azure RBAC it needs ("Azure
 * permissions for AI + machine learning"), and whether a run may do it with its own token. POST
 * queries that only read need the read action.
 */
public enum Operation {
    READ_EXPERIMENTS("experiments/read", RunToken.NEVER),
    READ_OWN_EXPERIMENT("experiments/read", RunToken.OWN_RUN),
    WRITE_EXPERIMENT("experiments/write", RunToken.NEVER),
    LIST_RUNS("experiments/runs/read", RunToken.NEVER),
    READ_RUN("experiments/runs/read", RunToken.OWN_RUN),
    WRITE_RUN("experiments/runs/write", RunToken.OWN_RUN),
    CANCEL_RUN("experiments/runs/write", RunToken.OWN_RUN),
    SUBMIT_RUN("experiments/runs/submit/action", RunToken.NEVER),
    REFRESH_TOKEN(null, RunToken.OWN_RUN),
    WRITE_METRICS("experiments/runs/write", RunToken.OWN_RUN),
    READ_METRICS("experiments/runs/read", RunToken.OWN_RUN),
    QUERY_METRICS("experiments/runs/read", RunToken.NEVER),
    READ_ARTIFACTS("metadata/artifacts/read", RunToken.OWN_RUN),
    WRITE_ARTIFACTS("metadata/artifacts/write", RunToken.OWN_RUN),
    DELETE_ARTIFACTS("metadata/artifacts/delete", RunToken.NEVER),
    READ_SNAPSHOT("metadata/snapshots/read", RunToken.NEVER),
    WRITE_SNAPSHOT("metadata/snapshots/write", RunToken.NEVER),
    READ_DATASTORES("datastores/read", RunToken.NEVER),
    WRITE_DATASTORES("datastores/write", RunToken.NEVER),
    DELETE_DATASTORES("datastores/delete", RunToken.NEVER),
    READ_DATA("data/versions/read", RunToken.NEVER),
    READ_MODELS("models/read", RunToken.OWN_RUN),
    WRITE_MODELS("models/write", RunToken.OWN_RUN),
    DELETE_MODELS("models/delete", RunToken.NEVER),
    READ_BATCH_JOBS("batchEndpoints/jobs/read", RunToken.NEVER),
    READ_DEPLOYMENT_JOBS("batchEndpoints/deployments/jobs/read", RunToken.NEVER),
    READ_ENVIRONMENTS("environments/read", RunToken.NEVER),
    WRITE_ENVIRONMENTS("environments/write", RunToken.NEVER);

    /** Whether a run token is enough. */
    enum RunToken {
        NEVER,
        OWN_RUN
    }

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces/";

    private final String action;
    private final RunToken runToken;

    Operation(String action, RunToken runToken) {
        this.action = action;
        this.runToken = runToken;
    }

    /** Full action, or null for what only a run may do. */
    public String action() {
        return action == null ? null : WORKSPACES + action;
    }

    /**
     * Returns whether documents of run history are read or written in any case; models are none, nor are
     * curated environments, and the key is asked for where one that was registered is looked for.
     */
    boolean isInRunHistory() {
        return switch (this) {
            case READ_ENVIRONMENTS, WRITE_ENVIRONMENTS, READ_MODELS, WRITE_MODELS, DELETE_MODELS -> false;
            default -> true;
        };
    }

    boolean allowsOwnRun() {
        return runToken == RunToken.OWN_RUN;
    }
}
