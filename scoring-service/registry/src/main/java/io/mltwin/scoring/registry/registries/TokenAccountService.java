package io.mltwin.scoring.registry.registries;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.documents.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/** Tokens as the data plane of their registry sees them. */
@ApplicationScoped
public class TokenAccountService {

    private final TokenRepository rows;
    private final ScopeMapRepository scopeMaps;
    private final Clock clock;

    TokenAccountService(TokenRepository rows, ScopeMapRepository scopeMaps, Clock clock) {
        this.rows = rows;
        this.scopeMaps = scopeMaps;
        this.clock = clock;
    }

    /**
     * Returns the token of this name, or null.
     *
     * @param registry its ARM id
     */
    @Transactional
    public TokenAccount find(String registry, String name) {
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
}
