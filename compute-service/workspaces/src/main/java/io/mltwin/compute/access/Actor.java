package io.mltwin.compute.access;

import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;

/**
 * Who changes something in run history: a user or application, or a run itself.
 *
 * @param runId set when it calls with its run token
 */
public record Actor(String objectId, String tenantId, String name, String runId) {

    /** Compute-service itself, such as its watch over nodes. */
    public static final Actor SERVICE = new Actor(null, null, "Azure Machine Learning", null);

    public static Actor of(VerifiedToken token) {
        if (token.kind() == TokenKind.RUN) {
            return new Actor(token.objectId(), token.tenantId(), "run " + token.claim("runId"), token.claim("runId"));
        }
        return new Actor(token.objectId(), token.tenantId(), token.caller().displayName(), null);
    }

    public boolean isRun() {
        return runId != null;
    }

    /** Personal data never reaches a log. */
    @Override
    public String toString() {
        return isRun() ? "run " + runId : "a caller";
    }
}
