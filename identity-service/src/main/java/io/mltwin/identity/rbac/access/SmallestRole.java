package io.mltwin.identity.rbac.access;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.provider.ProviderOperations;
import io.mltwin.identity.rbac.access.PrincipalPermissions.AccessRequest;
import io.mltwin.identity.rbac.roles.BuiltInRoles;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the smallest built-in role that grants an action: the one that grants the fewest operations
 * and data operations of all providers ({@link ProviderOperations}) other than reads; of equals,
 * the one that grants the fewest altogether; of equals, the first by name.
 */
@Singleton
class SmallestRole {

    private final List<Sized> bySize;

    private record Sized(RoleDefinition role, PermissionMatcher rules, int changing, int operations) {}

    /**
     * The role to assign.
     *
     * @param operations how many operations it grants
     * @param scope where to assign it
     */
    record Suggestion(String roleDefinitionId, String roleName, int operations, String scope) {}

    SmallestRole(BuiltInRoles roles, ProviderOperations operations) {
        this.bySize = roles.all().stream()
                .filter(role -> role.kind() == RoleDefinition.Kind.BUILT_IN)
                .map(role -> sized(role, operations))
                .sorted(Comparator.comparingInt(Sized::changing)
                        .thenComparingInt(Sized::operations)
                        .thenComparing(sized -> sized.role().roleName()))
                .toList();
    }

    private static Sized sized(RoleDefinition role, ProviderOperations operations) {
        PermissionMatcher rules = PermissionMatcher.of(role.permissions());
        List<String> granted = operations.all().stream()
                .flatMap(provider -> Stream.concat(
                        granted(rules, provider.operations(), false), granted(rules, provider.dataOperations(), true)))
                .toList();
        int changing =
                (int) granted.stream().filter(name -> !name.endsWith("/read")).count();
        return new Sized(role, rules, changing, granted.size());
    }

    private static Stream<String> granted(PermissionMatcher rules, List<String> operations, boolean data) {
        return operations.stream().map(name -> AsciiCase.lower(name)).filter(name -> rules.grants(name, data));
    }

    Optional<Suggestion> find(AccessRequest asked, String scope) {
        return bySize.stream()
                .filter(sized -> sized.rules().grants(asked.action(), asked.data()))
                .findFirst()
                .map(sized -> new Suggestion(
                        "/providers/Microsoft.Authorization/roleDefinitions/"
                                + sized.role().roleId(),
                        sized.role().roleName(),
                        sized.operations(),
                        scope));
    }
}
