package io.mltwin.scoring.registry.registries;

import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
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

    private final TrackedTypes kit;
    private final ChildRows<ScopeMapEntity> scopeMaps;
    private final ChildRows<TokenEntity> tokenRows;
    private final TrackedRows<RegistryEntity> registries;
    private final RegistryTokenService tokens;

    TokenProvider(
            TrackedTypes kit,
            ChildRows<ScopeMapEntity> scopeMaps,
            ChildRows<TokenEntity> tokenRows,
            TrackedRows<RegistryEntity> registries,
            RegistryTokenService tokens) {
        this.kit = kit;
        this.scopeMaps = scopeMaps;
        this.tokenRows = tokenRows;
        this.registries = registries;
        this.tokens = tokens;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(ScopeMapBody.TYPE, scopeMaps, ScopeMapEntity::new, ScopeMapBody.class, "scope map")
                        .below((call, registry) -> registries.require(registry))
                        .validate((call, body) -> ScopeMapValidator.requireUserDefined(call))
                        .named(ScopeMapValidator.NAME)
                        .validate(ScopeMapValidator::validatePut)
                        .apply(ScopeMapMapper::change)
                        .show(ScopeMapMapper::body)
                        .partialPatch(ScopeMapValidator::validatePatch)
                        .beforeDelete((call, map) -> ScopeMapValidator.requireUserDefined(call))
                        .type()
                        .build(),
                kit.of(TokenBody.TYPE, tokenRows, TokenEntity::new, TokenBody.class, "token")
                        .below((call, registry) -> registries.require(registry))
                        .named(RegistryTokenService.NAME)
                        .validate(RegistryTokenService::validatePut)
                        .apply(tokens::change)
                        .show(tokens::body)
                        .partialPatch(RegistryTokenService::validatePatch)
                        .type()
                        .build());
    }
}
