package io.mltwin.console.session;

import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** Seals refresh tokens by the service's root key, each for its own session alone. */
@Singleton
record RefreshTokenCipher(RootKeys root) {

    byte[] seal(String sessionId, String refreshToken) {
        return root.wrap(refreshToken.getBytes(StandardCharsets.UTF_8), context(sessionId));
    }

    String open(String sessionId, byte[] sealed) {
        return new String(root.unwrap(sealed, context(sessionId)), StandardCharsets.UTF_8);
    }

    private static String context(String sessionId) {
        return "console-session:" + sessionId;
    }
}
