package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.denied;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.Caller;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what a principal may do in a registry by its roles of this moment: pull, push and delete,
 * each an action of Azure RBAC. Deviation: a token is checked against the role of the moment in
 * which it is used; Azure's holds until it expires.
 */
@Singleton
record RegistryAuthorizer(AccessClient access) {

    private static final String TYPE = "Microsoft.ContainerRegistry/registries/";
    private static final List<String> ALL_ACTIONS = List.of(Scope.PULL, Scope.PUSH, Scope.DELETE);

    /** Passes when the principal may do something in the registry. */
    void requireAny(Caller caller, RegistryAccount registry) {
        if (!allowsAny(caller, registry)) {
            throw denied("The client '"
                    + caller.displayName()
                    + "' may do none of '"
                    + right(Scope.PULL)
                    + "', '"
                    + right(Scope.PUSH)
                    + "' and '"
                    + right(Scope.DELETE)
                    + "' over '"
                    + registry.armId()
                    + "'.");
        }
    }

    boolean allowsAny(Caller caller, RegistryAccount registry) {
        return !allowed(caller, registry).isEmpty();
    }

    /** Returns the part of the wanted scopes that the principal may have. */
    List<Scope> granted(Caller caller, RegistryAccount registry, List<Scope> wanted) {
        Set<String> may = allowed(caller, registry);
        return Scope.granted(wanted, scope -> may.contains(Scope.PULL), scope -> {
            Set<String> actions = new LinkedHashSet<>();
            for (String action : scope.actions()) {
                if (action.equals("*")) {
                    actions.addAll(may);
                } else if (may.contains(needed(action))) {
                    actions.add(action);
                }
            }
            return actions;
        });
    }

    /** Returns true when the principal may still do what a token was given for. */
    boolean allows(Caller caller, RegistryAccount registry, Scope wanted) {
        List<String> needed = wanted.type().equals("registry")
                ? List.of(Scope.PULL)
                : wanted.actions().stream().map(RegistryAuthorizer::needed).toList();
        return !access.decide(caller, checks(registry, needed)).contains(false);
    }

    private Set<String> allowed(Caller caller, RegistryAccount registry) {
        List<Boolean> decisions = access.decide(caller, checks(registry, ALL_ACTIONS));
        Set<String> may = new LinkedHashSet<>();
        for (int i = 0; i < ALL_ACTIONS.size(); i++) {
            if (decisions.get(i)) {
                may.add(ALL_ACTIONS.get(i));
            }
        }
        return may;
    }

    private static List<Check> checks(RegistryAccount registry, List<String> actions) {
        return actions.stream()
                .map(action -> new Check(right(action), registry.armId(), false))
                .toList();
    }

    private static String right(String action) {
        return TYPE
                + switch (action) {
                    case Scope.PUSH -> "push/write";
                    case Scope.DELETE -> "artifacts/delete";
                    default -> "pull/read";
                };
    }

    private static String needed(String action) {
        return switch (action) {
            case "metadata_read" -> Scope.PULL;
            case "metadata_write" -> Scope.PUSH;
            default -> action;
        };
    }
}
