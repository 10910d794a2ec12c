package io.mltwin.workspace.locks;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;

/** The levels of a lock. */
enum LockLevel {
    CANNOT_DELETE("CanNotDelete"),
    READ_ONLY("ReadOnly");

    private final String text;

    LockLevel(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /**
     * Returns whether a request of this method may not pass: a lock forbids deleting, a read-only lock all
     * but reading.
     */
    boolean forbids(String method) {
        return switch (method) {
            case "GET", "HEAD" -> false;
            case "DELETE" -> true;
            default -> this == READ_ONLY;
        };
    }

    static LockLevel of(String text) {
        return Arrays.stream(values())
                .filter(level -> AsciiCase.equal(level.text, text))
                .findFirst()
                .orElseThrow(
                        () -> invalidRequestContent("The lock level '%s' is neither CanNotDelete nor ReadOnly.", text));
    }
}
