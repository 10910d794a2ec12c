package io.mltwin.workspace.arm;

/** One stage of Azure Resource Manager's pipeline. */
interface ArmStage {

    /** Does its part, or throws the fault with which the request ends. */
    void apply(ArmExchange exchange);

    /** True for a stage that also runs after a request failed. */
    default boolean runsAfterFailure() {
        return false;
    }
}
