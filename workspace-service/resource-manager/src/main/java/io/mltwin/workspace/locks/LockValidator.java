package io.mltwin.workspace.locks;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;

/** Validates a request for a lock. */
final class LockValidator {

    private static final int LONGEST_NOTES = 512;

    private LockValidator() {}

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400 {@code InvalidRequestContent}
     */
    static void validate(LockBody body) {
        if (body.properties() == null || body.properties().level() == null) {
            throw ArmErrors.invalidRequestContent("A lock needs properties.level: CanNotDelete or ReadOnly.");
        }
        LockLevel.of(body.properties().level());
        String notes = body.properties().notes();
        if (notes != null && notes.length() > LONGEST_NOTES) {
            throw ArmErrors.invalidRequestContent("The notes of a lock have at most " + LONGEST_NOTES + " characters.");
        }
    }
}
