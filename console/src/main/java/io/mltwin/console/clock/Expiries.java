package io.mltwin.console.clock;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.runs.RunTokens;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.Session;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.console.workspaces.Workspaces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what expires within a time, of what the user may read. */
@Singleton
record Expiries(
        Workspaces workspaces, RunTokens runs, VaultExpiries vaults, UserTokens tokens, CurrentSession session) {

    private static final int MOST_WORKSPACES = 20;

    /** Returns what is good at one time and no longer at the end of a step from there. */
    ExpiryPreview preview(Instant now, ClockStep step) {
        Instant until = now.plus(step.length());
        List<Expiry> found = new ArrayList<>(ofSession());
        List<String> unread = new ArrayList<>();
        addRuns(found, unread);
        vaults.addTo(found, unread);
        return new ExpiryPreview(
                step.text(),
                until.toString(),
                found.stream()
                        .filter(one ->
                                one.expires().isAfter(now) && !one.expires().isAfter(until))
                        .sorted(Comparator.comparing(Expiry::expires))
                        .toList(),
                String.join(", ", unread));
    }

    private List<Expiry> ofSession() {
        List<Expiry> found = new ArrayList<>();
        Session own = session.require();
        for (TokenAudience audience : TokenAudience.values()) {
            // an administrator's token goes by the wall clock
            if (audience != TokenAudience.ADMINISTRATION) {
                try {
                    TokenExpiry.of(tokens.token(own, audience))
                            .ifPresent(expires -> found.add(
                                    new Expiry(Expiry.Kind.SESSION_TOKEN, audience.name(), "", expires, "/token")));
                } catch (AzureException refused) {
                    // who gets no token for a resource has none that expires
                    continue;
                }
            }
        }
        return found;
    }

    private void addRuns(List<Expiry> found, List<String> unread) {
        int read = 0;
        for (Workspace workspace : workspaces.list()) {
            try {
                if (read++ >= MOST_WORKSPACES) {
                    unread.add(workspace.id().name());
                    continue;
                }
                for (RunTokens.Expiry run : runs.list(new MlWorkspace(workspace))) {
                    found.add(new Expiry(
                            Expiry.Kind.RUN_TOKEN, run.runId(), run.workspace(), run.expires(), run.address()));
                }
            } catch (AzureException refused) {
                unread.add(workspace.id().name());
            }
        }
    }

    /**
     * The things that expire when the clock is moved.
     *
     * @param by as it was typed
     * @param until the time after the move
     * @param expiries in the order of their times
     * @param unread vaults and workspaces that the user may not look into, or that were too many,
     *     joined by commas; empty for none
     */
    public record ExpiryPreview(String by, String until, List<Expiry> expiries, String unread) {}

    /**
     * Something that expires.
     *
     * @param name of the run, secret, key or certificate; the resource of a token
     * @param place workspace or vault; empty for a token of the session
     * @param address where the console shows it; null for nowhere
     */
    public record Expiry(Kind kind, String name, String place, Instant expires, String address) {

        /** The kind of a thing that expires. */
        public enum Kind {
            SESSION_TOKEN,
            RUN_TOKEN,
            SECRET,
            KEY,
            CERTIFICATE
        }
    }

    /** Reads from a token of the session when it expires. */
    static final class TokenExpiry {

        private TokenExpiry() {}

        record Claims(Long exp) {}

        /** Returns nothing for what is no JWT or does not expire. */
        static Optional<Instant> of(String token) {
            String[] parts = token.split("\\.");
            if (parts.length != 3) {
                return Optional.empty();
            }
            try {
                Claims claims =
                        Json.read(Base64.getUrlDecoder().decode(parts[1]), Claims.class, IllegalArgumentException::new);
                return Optional.ofNullable(claims.exp()).map(Instant::ofEpochSecond);
            } catch (IllegalArgumentException noJwt) {
                return Optional.empty();
            }
        }
    }
}
