package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

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
        invalidRequestContentIf(
                body.properties() == null || body.properties().level() == null,
                "A lock needs properties.level: CanNotDelete or ReadOnly.");
        LockLevel.of(body.properties().level());
        String notes = body.properties().notes();
        invalidRequestContentIf(
                notes != null && notes.length() > LONGEST_NOTES,
                "The notes of a lock have at most %s characters.",
                LONGEST_NOTES);
    }
}
