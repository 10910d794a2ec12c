package io.mltwin.scoring.registry.registries;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.keys.Secrets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Tokens as the data plane of their registry sees them. */
@Singleton
public record TokenAccountService(TokenRepository rows, ScopeMapRepository scopeMaps, Clock clock) {

    /**
     * Returns the token of this name, or null.
     *
     * @param registry its ARM id
     */
    public TokenAccount find(String registry, String name) {
        return RowTransactions.reading(() -> account(registry, name));
    }

    private TokenAccount account(String registry, String name) {
        TokenEntity token = rows.findById(AsciiCase.lower(registry + "/tokens/" + name));
        if (token == null) {
            return null;
        }
        List<String> hashes = rows.passwords(token).stream()
                .filter(password -> token.enabled && password.isGoodAt(clock.instant()))
                .map(password -> password.hash)
                .toList();
        return new TokenAccount(token.name, hashes, actions(token));
    }

    private List<String> actions(TokenEntity token) {
        ScopeMapEntity map = scopeMaps.present(AsciiCase.lower(token.scopeMapId));
        return map == null ? List.of() : JsonText.list(map.actions);
    }

    /**
     * A registry's token as its data plane needs it at this moment.
     *
     * @param passwordHashes of the passwords that are good now; none when it is disabled
     * @param actions of its scope map
     */
    public record TokenAccount(String name, List<String> passwordHashes, List<String> actions) {

        /** Returns whether this is one of its passwords. */
        public boolean hasPassword(String password) {
            return hasPasswordHash(Sha256.hex(password));
        }

        /** Does the same for what {@link Sha256#hex(String)} makes of a password. */
        public boolean hasPasswordHash(String hash) {
            boolean matches = false;
            for (String known : passwordHashes) {
                matches |= Secrets.same(hash, known);
            }
            return matches;
        }

        @Override
        public String toString() {
            return "token " + name;
        }
    }
}
