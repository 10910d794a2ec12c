package io.mltwin.workspace.deployments;

/** What a look at the resources of a deployment came to. */
enum StepResult {
    /** Something was done, and more may be possible at once. */
    WENT_ON,
    /** Something is under way elsewhere. */
    WAITS,
    /** Nothing is left to do. */
    DONE
}
