package io.mltwin.identity.rbac.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Refusal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleDefinitionValidatorTest {

    private static final String NAME = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    private static final String SCOPE = "/subscriptions/6b1f6e6e-0000-4000-8000-000000000001";

    @ParameterizedTest
    @CsvSource({
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635, accepted",
        "8E3AF657-A8FF-443C-A75C-2FE8C4BCB635, accepted",
        "8e3af657a8ff443ca75c2fe8c4bcb635, InvalidRoleDefinitionId",
        "owner, InvalidRoleDefinitionId",
    })
    void aRoleIsNamedByAGuid(String name, String outcome) {
        assertThat(put(name, body("role", null, List.of(SCOPE), "*/read"))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, accepted",
        "128, 2048, accepted",
        "129, 0, InvalidRequestContent",
        "0, 0, InvalidRequestContent",
        "1, 2049, InvalidRequestContent",
    })
    void namesAndDescriptionsAreShort(int name, int description, String outcome) {
        RoleDefinitionBody body = body("n".repeat(name), "d".repeat(description), List.of(SCOPE), "*/read");

        assertThat(put(NAME, body)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                SCOPE + ", accepted",
                SCOPE + "/resourceGroups/rg, accepted",
                "/, InvalidAssignableScope",
                "/providers/Microsoft.Management/managementGroups/g, InvalidAssignableScope",
                "subscriptions/6b1f6e6e-0000-4000-8000-000000000001, InvalidAssignableScope",
                "null, InvalidAssignableScope",
            })
    void scopesAreInASubscription(String scope, String outcome) {
        assertThat(put(NAME, body("role", null, Arrays.asList(scope), "*/read")))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*/read", "Microsoft.Storage/*/a/*/b/*/c/*", "a.b_c-d/0"})
    void actionsMayHaveFourWildcards(String action) {
        assertThat(put(NAME, body("role", null, List.of(SCOPE), action))).isEqualTo(Refusal.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a?", "*/*/*/*/*", "Micrºsoft/read"})
    void otherActionsAreRefusedWhereverTheyStand(String action) {
        List<String> bad = List.of(action);
        List<String> none = List.of();
        List<RoleDefinition.Permission> everywhere = List.of(
                new RoleDefinition.Permission(bad, none, none, none),
                new RoleDefinition.Permission(none, bad, none, none),
                new RoleDefinition.Permission(none, none, bad, none),
                new RoleDefinition.Permission(none, none, none, bad));

        assertThat(everywhere)
                .allSatisfy(permission ->
                        assertThat(put(NAME, body("role", List.of(permission)))).isEqualTo("InvalidActionOrNotAction"));
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "false, false"})
    void permissionsAndScopesMustBeThere(boolean permissions, boolean scopes) {
        RoleDefinitionBody body = new RoleDefinitionBody(
                null,
                null,
                null,
                new RoleDefinitionBody.Properties(
                        "role",
                        null,
                        null,
                        scopes ? List.of(SCOPE) : List.of(),
                        permissions ? List.of(permission("*/read")) : List.of(),
                        null,
                        null,
                        null,
                        null));

        assertThat(put(NAME, body)).isEqualTo("InvalidRequestContent");
    }

    private static String put(String name, RoleDefinitionBody body) {
        return Refusal.code(() -> RoleDefinitionValidator.validate(name, body));
    }

    private static RoleDefinition.Permission permission(String action) {
        return new RoleDefinition.Permission(List.of(action), null, null, null);
    }

    private static RoleDefinitionBody body(String roleName, String description, List<String> scopes, String action) {
        return new RoleDefinitionBody(
                null,
                null,
                null,
                new RoleDefinitionBody.Properties(
                        roleName, null, description, scopes, List.of(permission(action)), null, null, null, null));
    }

    private static RoleDefinitionBody body(String roleName, List<RoleDefinition.Permission> permissions) {
        return new RoleDefinitionBody(
                null,
                null,
                null,
                new RoleDefinitionBody.Properties(
                        roleName, null, null, List.of(SCOPE), permissions, null, null, null, null));
    }
}
