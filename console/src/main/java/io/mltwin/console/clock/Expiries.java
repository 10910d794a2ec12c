package io.mltwin.console.clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.runs.RunTokens;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.Session;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import io.mltwin.console.workspaces.Workspace;
import io.mltwin.console.workspaces.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds what expires within a time, of what the user may read. */
@ApplicationScoped
class Expiries {

    private static final int MOST_WORKSPACES = 20;

    private final Workspaces workspaces;
    private final RunTokens runs;
    private final VaultExpiries vaults;
    private final UserTokens tokens;
    private final CurrentSession session;
    private final ObjectMapper json;

    Expiries(
            Workspaces workspaces,
            RunTokens runs,
            VaultExpiries vaults,
            UserTokens tokens,
            CurrentSession session,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.runs = runs;
        this.vaults = vaults;
        this.tokens = tokens;
        this.session = session;
        this.json = json;
    }

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
                    TokenExpiry.of(tokens.token(own, audience), json)
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
}
