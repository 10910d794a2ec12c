package io.mltwin.console.page;

import io.mltwin.console.forms.ChangeRequestFilter;

/** The advice after an error, chosen by its status and code. */
public enum ErrorAdvice {
    SIGN_IN_AGAIN,
    ASK_FOR_A_ROLE,
    LOOK_FOR_IT,
    RESOLVE_THE_CONFLICT,
    LOAD_THE_PAGE_AGAIN,
    NOT_BUILT,
    START_THE_SERVICE,
    LOOK_INTO_THE_LOG,

    /** An operation failed, and may have done a part. */
    LOOK_AT_THE_STEPS,
    CORRECT_THE_INPUT;

    static ErrorAdvice of(int status, String code) {
        if (code.equals(ChangeRequestFilter.CODE)) {
            return LOAD_THE_PAGE_AGAIN;
        }
        return switch (status) {
            case 401 -> SIGN_IN_AGAIN;
            case 403 -> ASK_FOR_A_ROLE;
            case 404 -> LOOK_FOR_IT;
            case 409, 412 -> RESOLVE_THE_CONFLICT;
            case 501 -> NOT_BUILT;
            case 502, 503, 504 -> START_THE_SERVICE;
            default -> status >= 500 ? LOOK_INTO_THE_LOG : CORRECT_THE_INPUT;
        };
    }
}
