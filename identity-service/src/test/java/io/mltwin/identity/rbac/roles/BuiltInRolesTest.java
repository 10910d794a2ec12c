package io.mltwin.identity.rbac.roles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInRolesTest {

    private final BuiltInRoles roles = new BuiltInRoles();

    @ParameterizedTest
    @CsvSource({
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635, Owner",
        "b24988ac-6180-42a0-ab88-20f7382dd24c, Contributor",
        "acdd72a7-3385-48ef-bd42-f606fba81ae7, Reader",
        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9, User Access Administrator",
        "f6c7c914-8db3-469d-8ca1-694a8f32e121, AzureML Data Scientist",
        "ba92f5b4-2d11-453d-a403-e96b0029c9fe, Storage Blob Data Contributor",
        "69566ab7-960f-475b-8e7c-b3118f30c6bd, Storage File Data Privileged Contributor",
        "b8eda974-7b85-4f76-af95-65846b26df6d, Storage File Data Privileged Reader",
        "7f951dda-4ed3-4680-a7ca-43fe172d538d, AcrPull",
        "00482a5a-887f-4fb3-b363-3b7fe8e74483, Key Vault Administrator",
        "ea01e6af-a1c1-4350-9563-ad00f8c72ec5, Azure Machine Learning Workspace Connection Secrets Reader",
    })
    void haveAzuresIds(String id, String name) {
        assertThat(roles.find(id).roleName()).isEqualTo(name);
        assertThat(roles.find(id).kind()).isEqualTo(RoleDefinition.Kind.BUILT_IN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8e3af657-a8ff-443c-a75c-2fe8c4bcb635 | Owner | * |",
                "b24988ac-6180-42a0-ab88-20f7382dd24c | Contributor | * | Microsoft.Authorization/*/Delete,Microsoft.Authorization/*/Write,"
                        + "Microsoft.Authorization/elevateAccess/Action,Microsoft.Blueprint/blueprintAssignments/write,"
                        + "Microsoft.Blueprint/blueprintAssignments/delete",
                "acdd72a7-3385-48ef-bd42-f606fba81ae7 | Reader | */read |"
            })
    void theRolesOfTheDocumentHaveAzuresActionsAndNoOther(String id, String name, String actions, String notActions) {
        RoleDefinition role = roles.find(id);

        assertThat(role.roleName()).isEqualTo(name);
        assertThat(role.permissions()).hasSize(1);
        assertThat(role.permissions().get(0).actions()).containsExactly(actions);
        assertThat(role.permissions().get(0).notActions())
                .containsExactly(notActions == null ? new String[0] : notActions.split(","));
        assertThat(role.permissions().get(0).dataActions()).isEmpty();
        assertThat(role.permissions().get(0).notDataActions()).isEmpty();
    }

    @Test
    void haveUniqueNamesAndTwoHiddenRoles() {
        assertThat(roles.all()).extracting(RoleDefinition::roleName).doesNotHaveDuplicates();
        assertThat(roles.all())
                .filteredOn(role -> role.kind() == RoleDefinition.Kind.FIRST_PARTY)
                .extracting(RoleDefinition::roleId)
                .containsExactly(BuiltInRoles.MACHINE_LEARNING, BuiltInRoles.GLOBAL_ADMINISTRATOR);
    }
}
