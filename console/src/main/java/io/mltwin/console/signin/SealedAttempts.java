package io.mltwin.console.signin;

import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/** Seals a sign-in in progress by the service's root key, for the cookie that keeps it. */
@Singleton
record SealedAttempts(RootKeys root, Clock clock) {

    private static final String CONTEXT = "console-sign-in";

    String seal(SignInAttempt attempt) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(root.wrap(Json.bytes(attempt), CONTEXT));
    }

    /** Returns the sign-in; empty for what was not sealed here, and for one that took too long. */
    Optional<SignInAttempt> open(String sealed) {
        try {
            byte[] bytes = root.unwrap(Base64.getUrlDecoder().decode(sealed), CONTEXT);
            SignInAttempt attempt = Json.read(bytes, SignInAttempt.class, IllegalArgumentException::new);
            return clock.instant().getEpochSecond() < attempt.expiresOn() ? Optional.of(attempt) : Optional.empty();
        } catch (IllegalArgumentException | DataKeyException foreign) {
            return Optional.empty();
        }
    }
}
