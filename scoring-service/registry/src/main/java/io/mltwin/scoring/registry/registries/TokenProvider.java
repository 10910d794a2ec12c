package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registry.registries.ScopeMapBody.Properties;
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
record TokenProvider(
        TrackedTypes kit,
        ChildRows<ScopeMapEntity> scopeMaps,
        ChildRows<TokenEntity> tokenRows,
        TrackedRows<RegistryEntity> registries,
        RegistryTokenService tokens)
        implements ResourceProvider {

    private static final NameRule SCOPE_MAP_NAME = NameRule.of(
            "[A-Za-z0-9_-]{5,50}", "names of scope maps have 5 to 50 letters, digits, hyphens and underscores.");

    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(ScopeMapBody.TYPE, scopeMaps, ScopeMapEntity::new, ScopeMapBody.class, "scope map")
                        .below((call, registry) -> registries.require(registry))
                        .validate((call, body) -> requireUserDefined(call))
                        .named(SCOPE_MAP_NAME)
                        .validate(TokenProvider::validatePut)
                        .apply(TokenProvider::change)
                        .show(TokenProvider::body)
                        .partialPatch(TokenProvider::validatePatch)
                        .beforeDelete((call, map) -> requireUserDefined(call))
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

    /** Validates the body of a PUT of a scope map. */
    private static void validatePut(ArmCall call, ScopeMapBody body) {
        ScopeMapActions.validate(
                body.properties() == null ? null : body.properties().actions());
    }

    /** Validates the body of a PATCH of a scope map. */
    private static void validatePatch(ArmCall call, ScopeMapBody body) {
        requireUserDefined(call);
        if (body.properties() != null && body.properties().actions() != null) {
            ScopeMapActions.validate(body.properties().actions());
        }
    }

    private static void requireUserDefined(ArmCall call) {
        invalidRequestContentIf(
                call.id().name().startsWith("_"),
                "The scope map '%s' is Azure's own and cannot be changed.",
                call.id().name());
    }

    /** Takes over what a PUT or PATCH of a scope map says. */
    private static void change(ArmCall call, ScopeMapEntity map, ScopeMapBody body, Void none) {
        Properties given = body.properties();
        if (given != null && (call.isPut() || given.description() != null)) {
            map.description = given.description();
        }
        if (given != null && given.actions() != null) {
            map.actions = JsonText.of(given.actions());
        }
    }

    private static ScopeMapBody body(ScopeMapEntity map) {
        return new ScopeMapBody(new Properties(
                map.description,
                map.isSystem() ? "SystemDefined" : "UserDefined",
                map.createdAt,
                "Succeeded",
                JsonText.list(map.actions)));
    }
}
