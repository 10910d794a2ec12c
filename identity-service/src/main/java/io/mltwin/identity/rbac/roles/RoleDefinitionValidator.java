package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidAction;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidAssignableScope;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidDefinitionId;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.stream.Stream;

/** Validates requests for custom roles. */
final class RoleDefinitionValidator {

    private static final int MOST_WILDCARDS = 4;

    private static final Rules<RoleDefinitionBody> RULES = Rules.of(
                    RoleDefinitionBody.class, "", (property, why) -> invalidRequestContent("%s", why))
            .required("A role definition needs 'properties' with 'permissions'.", "properties.permissions")
            .must(
                    name -> !name.isBlank() && name.length() <= 128,
                    "'roleName' must have 1 to 128 characters.",
                    "properties.roleName")
            .fits(text -> text.length() <= 2048, "'description' may have 2048 characters.", "properties.description")
            .required("'assignableScopes' must name a scope.", "properties.assignableScopes")
            .each("properties.assignableScopes", RoleDefinitionValidator::validateScope)
            .each("properties.permissions", RoleDefinitionValidator::validateActions);

    private RoleDefinitionValidator() {}

    /** Validates a PUT. */
    static void validate(String name, RoleDefinitionBody body) {
        if (Guid.read(name) == null) {
            throw invalidDefinitionId(name);
        }
        RULES.check(body);
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
