package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.ArmErrors;
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
            throw RoleErrors.invalidDefinitionId(name);
        }
        RoleDefinitionBody.Properties wanted = body.properties();
        if (wanted == null
                || wanted.permissions() == null
                || wanted.permissions().isEmpty()) {
            throw ArmErrors.invalidRequestContent("A role definition needs 'properties' with 'permissions'.");
        }
        if (wanted.roleName() == null
                || wanted.roleName().isBlank()
                || wanted.roleName().length() > LONGEST_NAME) {
            throw ArmErrors.invalidRequestContent("'roleName' must have 1 to " + LONGEST_NAME + " characters.");
        }
        if (wanted.description() != null && wanted.description().length() > LONGEST_DESCRIPTION) {
            throw ArmErrors.invalidRequestContent("'description' may have " + LONGEST_DESCRIPTION + " characters.");
        }
        if (wanted.assignableScopes() == null || wanted.assignableScopes().isEmpty()) {
            throw ArmErrors.invalidRequestContent("'assignableScopes' must name a scope.");
        }
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
            throw RoleErrors.invalidAssignableScope(scope);
        }
        throw RoleErrors.invalidAssignableScope(scope);
    }

    private static void validateActions(RoleDefinition.Permission permission) {
        Stream.of(permission.actions(), permission.notActions(), permission.dataActions(), permission.notDataActions())
                .flatMap(List::stream)
                .forEach(action -> {
                    String lower = AsciiCase.lower(action);
                    boolean wellFormed = lower.matches("[a-z0-9.*/_-]{1,256}");
                    if (!wellFormed || lower.chars().filter(c -> c == '*').count() > MOST_WILDCARDS) {
                        throw RoleErrors.invalidAction(action, MOST_WILDCARDS);
                    }
                });
    }
}
