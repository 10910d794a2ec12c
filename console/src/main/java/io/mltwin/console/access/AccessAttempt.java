package io.mltwin.console.access;

import io.mltwin.console.page.ShownError;

/**
 * An assignment that was tried and failed: the page shows it again as it was typed.
 *
 * @param problem what is wrong with the input, in the language of the reader; null for nothing
 * @param error null when Azure was not asked
 */
record AccessAttempt(String who, String role, String problem, ShownError error) {

    static final AccessAttempt NONE = new AccessAttempt("", "", null, null);

    static AccessAttempt failed(ShownError error) {
        return new AccessAttempt("", "", null, error);
    }
}
