package io.mltwin.scoring.registry.repositories;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.ScopeMapActions;
import io.mltwin.scoring.registry.registries.TokenAccountService;
import io.mltwin.scoring.registry.registries.TokenAccountService.TokenAccount;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what a registry's token may do by the scope map that it has at this moment ("Create a
 * token with repository-scoped permissions").
 */
@Singleton
record TokenAuthorizer(TokenAccountService tokens) {

    private static final List<String> ALL =
            List.of(Scope.PULL, Scope.PUSH, Scope.DELETE, "metadata_read", "metadata_write");

    /** Returns the token of this name, or null. */
    TokenAccount find(RegistryAccount registry, String name) {
        return tokens.find(registry.armId(), name);
    }

    /** Returns the part of the wanted scopes that the token may have. */
    List<Scope> granted(TokenAccount token, List<Scope> wanted) {
        return Scope.granted(wanted, scope -> allows(token, scope), scope -> {
            Set<String> actions = new LinkedHashSet<>(scope.actions().contains("*") ? ALL : scope.actions());
            actions.removeIf(action -> !allows(token, scope.name(), action));
            return actions;
        });
    }

    /** Returns whether the token may do this; to list all repositories it must see each. */
    boolean allows(TokenAccount token, Scope wanted) {
        return wanted.type().equals("repository")
                ? wanted.actions().stream().allMatch(action -> allows(token, wanted.name(), action))
                : token.actions().contains("repositories/*/metadata/read");
    }

    private static boolean allows(TokenAccount token, String repository, String action) {
        String needed = switch (action) {
            case Scope.PULL -> "content/read";
            case Scope.PUSH -> "content/write";
            case Scope.DELETE -> "content/delete";
            case "metadata_read" -> "metadata/read";
            case "metadata_write" -> "metadata/write";
            default -> null;
        };
        return needed != null && ScopeMapActions.allow(token.actions(), repository, needed);
    }

    /**
     * Returns whether an access token is still good: its token is there and enabled, the password
     * is in force, and the scope map still allows what is wanted.
     *
     * @param wanted null when any permission will do
     */
    boolean isStillWorth(RegistryAccount registry, String name, String passwordHash, Scope wanted) {
        TokenAccount token = find(registry, name);
        return token != null && token.hasPasswordHash(passwordHash) && (wanted == null || allows(token, wanted));
    }
}
