package io.mltwin.scoring.registry.registries;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Tokens with permissions on repositories and the scope maps that say them
 * (Microsoft.ContainerRegistry/registries/tokens and scopeMaps, API 2020-11-01-preview and later).
 *
 * <p>Deviation: certificates as credentials of a token, and actions of scope maps on gateways, are
 * 501; a token may be used in a registry of every sku.
 */
@Singleton
class TokenProvider implements ResourceProvider {

    private final ScopeMapService scopeMaps;
    private final RegistryTokenService tokens;

    TokenProvider(ScopeMapService scopeMaps, RegistryTokenService tokens) {
        this.scopeMaps = scopeMaps;
        this.tokens = tokens;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(ScopeMapBody.TYPE)
                        .get(call -> scopeMaps.get(call.id()))
                        .list(call -> scopeMaps.list(call.id()))
                        .put(ResourceChange.reading(ScopeMapBody.class, "scope map")
                                .validate(ScopeMapService::validatePut)
                                .apply(scopeMaps::put))
                        .patch(ResourceChange.reading(ScopeMapBody.class, "scope map")
                                .validate(ScopeMapService::validatePatch)
                                .apply(scopeMaps::patch))
                        .delete(scopeMaps::delete)
                        .build(),
                ResourceType.named(TokenBody.TYPE)
                        .get(call -> tokens.get(call.id()))
                        .list(call -> tokens.list(call.id()))
                        .put(ResourceChange.reading(TokenBody.class, "token")
                                .validate(RegistryTokenService::validatePut)
                                .apply(tokens::put))
                        .patch(ResourceChange.reading(TokenBody.class, "token")
                                .validate(RegistryTokenService::validatePatch)
                                .apply(tokens::patch))
                        .delete(tokens::delete)
                        .build());
    }
}
