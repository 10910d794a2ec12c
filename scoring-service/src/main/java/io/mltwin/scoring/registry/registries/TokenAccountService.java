package io.mltwin.scoring.registry.registries;

import io.mltwin.scoring.documents.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Tokens as the data plane of their registry sees them. */
@ApplicationScoped
public class TokenAccountService {

    private final TokenRepository rows;
    private final Clock clock;

    TokenAccountService(TokenRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Returns the token of this name, or null. */
    @Transactional
    public TokenAccount find(UUID registry, String name) {
        TokenEntity token = rows.token(registry, name);
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
        String name = token.scopeMapId.substring(token.scopeMapId.lastIndexOf('/') + 1);
        List<String> system = ScopeMapActions.SYSTEM.get(name);
        if (system != null) {
            return system;
        }
        ScopeMapEntity map = rows.scopeMap(token.registryId, name);
        return map == null ? List.of() : JsonText.list(map.actions);
    }
}
