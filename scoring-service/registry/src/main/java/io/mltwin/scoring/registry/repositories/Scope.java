package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.badTokenRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A scope of a registry token, {@code repository:azureml/x:pull,push} or {@code registry:catalog:*}
 * (Docker token authentication specification).
 */
record Scope(String type, String name, Set<String> actions) {

    static final String PULL = "pull";
    static final String PUSH = "push";
    static final String DELETE = "delete";

    /** The scope to list all repositories. */
    static final Scope CATALOG = new Scope("registry", "catalog", Set.of("*"));

    static Scope repository(String name, String action) {
        return new Scope("repository", name, Set.of(action));
    }

    /** Reads scope parameters, each of which may hold several separated by blanks. */
    static List<Scope> parse(List<String> parameters) {
        List<Scope> scopes = new ArrayList<>();
        for (String parameter : parameters) {
            for (String text : parameter.trim().split("\\s+")) {
                if (!text.isEmpty()) {
                    scopes.add(parseOne(text));
                }
            }
        }
        return scopes;
    }

    private static Scope parseOne(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first <= 0 || last <= first + 1 || last == text.length() - 1) {
            throw badTokenRequest("The scope '" + text + "' has not the form type:name:actions.");
        }
        String type = text.substring(0, first);
        if (!type.equals("repository") && !type.equals("registry")) {
            throw badTokenRequest("The scope type '" + type + "' is neither repository nor registry.");
        }
        return new Scope(
                type,
                text.substring(first + 1, last),
                Set.of(text.substring(last + 1).split(",")));
    }

    /**
     * Returns the part of wanted scopes that is granted.
     *
     * @param whole whether a scope that is of no repository is
     * @param allowed returns the actions that remain of a repository's scope
     */
    static List<Scope> granted(List<Scope> wanted, Predicate<Scope> whole, Function<Scope, Set<String>> allowed) {
        List<Scope> granted = new ArrayList<>();
        for (Scope scope : wanted) {
            Set<String> actions = scope.type().equals("repository")
                    ? allowed.apply(scope)
                    : whole.test(scope) ? scope.actions() : Set.of();
            if (!actions.isEmpty()) {
                granted.add(scope.withActions(actions));
            }
        }
        return granted;
    }

    Scope named(String other) {
        return new Scope(type, other, actions);
    }

    Scope withActions(Set<String> some) {
        return new Scope(type, name, some);
    }

    /** True when this, as granted, includes {@code wanted}. */
    boolean covers(Scope wanted) {
        return type.equals(wanted.type)
                && name.equals(wanted.name)
                && (actions.contains("*") || actions.containsAll(wanted.actions));
    }

    @Override
    public String toString() {
        return type + ":" + name + ":"
                + String.join(",", actions.stream().sorted().toList());
    }
}
