package io.mltwin.workspace.arm;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;

/** Evaluates Azure Policy for each write of Azure Resource Manager. */
public interface WritePolicyEvaluator {

    /**
     * Evaluates the resource that a write would leave, before its provider is called.
     *
     * @param activityId the write's id in the activity log
     * @return null for what no policy is about
     * @throws io.mltwin.armweb.AzureException 403 {@code RequestDisallowedByPolicy}
     */
    EvaluatedWrite judge(ArmCall call, String activityId);

    /** A write that no policy denies. */
    interface EvaluatedWrite {

        /**
         * Notes which policies the resource complies with, as its provider shows it now: what was
         * only audited, or not enforced, is flagged.
         *
         * @param answer the provider's answer to the write
         */
        void recordCompliance(ArmAnswer answer);
    }
}
