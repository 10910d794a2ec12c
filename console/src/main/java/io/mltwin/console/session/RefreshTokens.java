package io.mltwin.console.session;

import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Lends the refresh token of a session. Azure AD takes each only once, so that one process at a
 * time may have it; a process that does not give it back within a minute has died.
 */
@Singleton
public record RefreshTokens(SessionRepository repository, RefreshTokenCipher cipher) {

    /**
     * Takes the token of a session.
     *
     * @return empty while another process has it
     * @throws SignInRequiredException when the session has ended
     */
    public Optional<String> claim(Session session) {
        Optional<String> token = repository.claim(session).map(row -> cipher.open(session.id(), row));
        if (token.isEmpty() && repository.find(session).isEmpty()) {
            throw new SignInRequiredException();
        }
        return token;
    }

    /** Gives the successor of the token that was taken. */
    public void replace(Session session, String next) {
        repository.replace(session, cipher.seal(session.id(), next));
    }

    /** Gives the token back unused. */
    public void release(Session session) {
        repository.release(session);
    }
}
