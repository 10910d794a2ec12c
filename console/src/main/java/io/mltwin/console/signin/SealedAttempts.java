package io.mltwin.console.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/** Seals a sign-in in progress by the service's root key, for the cookie that keeps it. */
@Singleton
class SealedAttempts {

    private static final String CONTEXT = "console-sign-in";

    private final RootKeys root;
    private final ObjectMapper json;
    private final Clock clock;

    SealedAttempts(RootKeys root, ObjectMapper json, Clock clock) {
        this.root = root;
        this.json = json;
        this.clock = clock;
    }

    String seal(SignInAttempt attempt) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(root.wrap(json.writeValueAsBytes(attempt), CONTEXT));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sign-in cannot be written", e);
        }
    }

    /** Returns the sign-in; empty for what was not sealed here, and for one that took too long. */
    Optional<SignInAttempt> open(String sealed) {
        try {
            byte[] bytes = root.unwrap(Base64.getUrlDecoder().decode(sealed), CONTEXT);
            SignInAttempt attempt = json.readValue(bytes, SignInAttempt.class);
            return clock.instant().getEpochSecond() < attempt.expiresOn() ? Optional.of(attempt) : Optional.empty();
        } catch (IllegalArgumentException | DataKeyException | IOException foreign) {
            return Optional.empty();
        }
    }
}
