package io.mltwin.armweb;

/**
 * A change of a scope, told to those that keep something attached to scopes: role
 * assignments, deny assignments, custom roles' assignable scopes, diagnostic settings, policy assignments, locks.
 *
 * @param scope an ARM id, which stands for all below it too
 */
public record ScopeChange(String scope, Kind kind) {

    /** The kinds of change. */
    public enum Kind {
        /** It was deleted for good: what is attached ends. */
        ENDED,
        /** It was deleted softly: what is attached has no effect until it is recovered. */
        SET_ASIDE,
        /** It was recovered, with what was attached. */
        RECOVERED,
        /** A new resource has the name: what was attached to the deleted one ends. */
        MADE
    }

    /** The scope's parsed id. */
    public ArmResourceId id() {
        return ArmResourceId.parse(scope);
    }

    /** True when nothing has the name any more. */
    public boolean gone() {
        return kind == Kind.ENDED || kind == Kind.SET_ASIDE;
    }
}
