package io.mltwin.workspace.deployments;

/** Tells how far the resources of a deployment are. */
enum StepResult {
    /** Something was done, and more may be possible at once. */
    WENT_ON,
    /** Something is under way elsewhere. */
    WAITS,
    /** Nothing is left to do. */
    DONE
}
