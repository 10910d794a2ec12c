package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidAction;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidAssignableScope;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidDefinitionId;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.stream.Stream;

/** Validates requests for custom roles. */
final class RoleDefinitionValidator {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_DESCRIPTION = 2048;
    private static final int MOST_WILDCARDS = 4;

    private RoleDefinitionValidator() {}

    /** Validates a PUT. */
    static void validate(String name, RoleDefinitionBody body) {
        if (Guid.read(name) == null) {
            throw invalidDefinitionId(name);
        }
        RoleDefinitionBody.Properties wanted = body.properties();
        invalidRequestContentIf(
                wanted == null || isEmpty(wanted.permissions()),
                "A role definition needs 'properties' with 'permissions'.");
        invalidRequestContentIf(
                isBlank(wanted.roleName()) || wanted.roleName().length() > LONGEST_NAME,
                "'roleName' must have 1 to %s characters.",
                LONGEST_NAME);
        invalidRequestContentIf(
                wanted.description() != null && wanted.description().length() > LONGEST_DESCRIPTION,
                "'description' may have %s characters.",
                LONGEST_DESCRIPTION);
        invalidRequestContentIf(isEmpty(wanted.assignableScopes()), "'assignableScopes' must name a scope.");
        wanted.assignableScopes().forEach(RoleDefinitionValidator::validateScope);
        wanted.permissions().forEach(RoleDefinitionValidator::validateActions);
    }

    private static void validateScope(String scope) {
        try {
            if (scope != null
                    && scope.startsWith("/")
                    && ArmResourceId.parse(scope).subscriptionId() != null) {
                return;
            }
        } catch (AzureException noId) {
            throw invalidAssignableScope(scope);
        }
        throw invalidAssignableScope(scope);
    }

    private static void validateActions(RoleDefinition.Permission permission) {
        Stream.of(permission.actions(), permission.notActions(), permission.dataActions(), permission.notDataActions())
                .flatMap(List::stream)
                .forEach(action -> {
                    String lower = AsciiCase.lower(action);
                    boolean wellFormed = lower.matches("[a-z0-9.*/_-]{1,256}");
                    if (!wellFormed || lower.chars().filter(c -> c == '*').count() > MOST_WILDCARDS) {
                        throw invalidAction(action, MOST_WILDCARDS);
                    }
                });
    }
}
