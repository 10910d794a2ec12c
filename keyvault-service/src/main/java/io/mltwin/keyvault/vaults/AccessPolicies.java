package io.mltwin.keyvault.vaults;

import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.Caller;
import io.mltwin.encoding.Absence;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import io.mltwin.keyvault.vaults.VaultBody.Permissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Evaluates and changes the access policies of a vault, by Azure's {@code add}, {@code replace} and
 * {@code remove}.
 */
public final class AccessPolicies {

    private AccessPolicies() {}

    /** The kind of objects that a verb is about. */
    public enum Kind {
        KEYS("Key"),
        SECRETS("Secret"),
        CERTIFICATES("Certificate");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        /** {@code Key}, as error codes begin. */
        public String noun() {
            return noun;
        }

        /** {@code key}, as texts say. */
        public String word() {
            return AsciiCase.lower(noun);
        }

        List<String> of(Permissions permissions) {
            List<String> verbs = switch (this) {
                case KEYS -> permissions.keys();
                case SECRETS -> permissions.secrets();
                case CERTIFICATES -> permissions.certificates();
            };
            return orEmpty(verbs);
        }
    }

    /**
     * Returns whether a policy gives this verb to the caller, to one of the caller's groups, or to
     * the caller through the policy's application. A policy for another tenant than the vault's
     * gives nothing.
     */
    public static boolean allow(Vault vault, Caller caller, Kind kind, String verb) {
        return vault.accessPolicies().stream()
                .filter(policy -> AsciiCase.equal(policy.tenantId(), vault.tenantId()))
                .anyMatch(policy -> names(policy, caller) && has(kind.of(policy.permissions()), verb));
    }

    private static boolean names(AccessPolicy policy, Caller caller) {
        boolean principal = AsciiCase.equal(policy.objectId(), caller.objectId())
                || caller.groups().stream().anyMatch(AsciiCase.equalTo(policy.objectId()));
        return principal
                && (policy.applicationId() == null || AsciiCase.equal(policy.applicationId(), caller.applicationId()));
    }

    private static boolean has(List<String> verbs, String verb) {
        return verbs.stream().anyMatch(given -> AsciiCase.equal(given, verb) || AsciiCase.equal(given, "all"));
    }

    /** Gives the principals of {@code more} these verbs in addition to those they have. */
    static List<AccessPolicy> add(List<AccessPolicy> present, List<AccessPolicy> more) {
        return fold(
                present,
                more,
                (old, given) -> new Permissions(
                        union(old.keys(), given.keys()),
                        union(old.secrets(), given.secrets()),
                        union(old.certificates(), given.certificates()),
                        union(old.storage(), given.storage())));
    }

    /** Gives the principals of {@code other} these verbs and no others. */
    static List<AccessPolicy> replace(List<AccessPolicy> present, List<AccessPolicy> other) {
        return fold(present, other, (old, given) -> given);
    }

    /** Takes these verbs from the principals; a policy without verbs takes all. */
    static List<AccessPolicy> remove(List<AccessPolicy> present, List<AccessPolicy> less) {
        List<AccessPolicy> result = new ArrayList<>();
        for (AccessPolicy policy : present) {
            Permissions left = policy.permissions();
            for (AccessPolicy given : less) {
                if (same(policy, given)) {
                    left = isEmpty(given.permissions()) ? given.permissions() : minus(left, given.permissions());
                }
            }
            if (left == policy.permissions() || !isEmpty(left)) {
                result.add(with(policy, left));
            }
        }
        return result;
    }

    private interface Merge {
        Permissions of(Permissions old, Permissions given);
    }

    private static List<AccessPolicy> fold(List<AccessPolicy> present, List<AccessPolicy> given, Merge merge) {
        List<AccessPolicy> result = new ArrayList<>(present);
        for (AccessPolicy policy : given) {
            int at = 0;
            while (at < result.size() && !same(result.get(at), policy)) {
                at++;
            }
            if (at == result.size()) {
                result.add(policy);
            } else {
                result.set(at, with(policy, merge.of(result.get(at).permissions(), policy.permissions())));
            }
        }
        return result;
    }

    private static boolean same(AccessPolicy one, AccessPolicy other) {
        return AsciiCase.equal(one.tenantId(), other.tenantId())
                && AsciiCase.equal(one.objectId(), other.objectId())
                && Objects.equals(lower(one.applicationId()), lower(other.applicationId()));
    }

    private static AccessPolicy with(AccessPolicy policy, Permissions permissions) {
        return new AccessPolicy(policy.tenantId(), policy.objectId(), policy.applicationId(), permissions);
    }

    private static Permissions minus(Permissions from, Permissions less) {
        return new Permissions(
                difference(from.keys(), less.keys()),
                difference(from.secrets(), less.secrets()),
                difference(from.certificates(), less.certificates()),
                difference(from.storage(), less.storage()));
    }

    private static boolean isEmpty(Permissions permissions) {
        return none(permissions.keys())
                && none(permissions.secrets())
                && none(permissions.certificates())
                && none(permissions.storage());
    }

    private static boolean none(List<String> verbs) {
        return Absence.isEmpty(verbs);
    }

    private static List<String> union(List<String> one, List<String> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Set<String> known = new LinkedHashSet<>();
        List<String> result = new ArrayList<>();
        for (List<String> verbs : List.of(one, other)) {
            verbs.stream().filter(verb -> known.add(lower(verb))).forEach(result::add);
        }
        return result;
    }

    private static List<String> difference(List<String> from, List<String> less) {
        if (from == null || less == null) {
            return from;
        }
        return from.stream().filter(verb -> !has(less, verb)).toList();
    }

    private static String lower(String text) {
        return text == null ? null : AsciiCase.lower(text);
    }
}
