package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.weakPassword;

import java.util.stream.Stream;

/**
 * Validates a new password by Azure AD's rules: 8 characters or more, of three of four kinds.
 * Deviation: at most 72 bytes, since bcrypt reads no more; Azure AD takes 256 characters.
 */
final class PasswordValidator {

    private static final int SHORTEST = 8;
    private static final int KINDS = 3;

    private PasswordValidator() {}

    static void require(String password) {
        if (password == null || !isStrong(password) || !Secrets.isAcceptablePassword(password)) {
            throw weakPassword();
        }
    }

    private static boolean isStrong(String password) {
        long kinds = Stream.of("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
                .filter(kind -> password.matches("(?s).*" + kind + ".*"))
                .count();
        return password.length() >= SHORTEST && kinds >= KINDS;
    }
}
