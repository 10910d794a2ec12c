package io.mltwin.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.roles.ProviderOperations.Operation;
import io.mltwin.console.roles.RoleDefinition.Permission;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The editor of custom roles: what was typed is kept, and operations go to the list of their kind.
 */
class RoleDraftTest {

    private static final List<Operation> MARKED = List.of(
            new Operation("Microsoft.Storage/storageAccounts/read", false),
            new Operation("Microsoft.Storage/storageAccounts/blobServices/read", true));

    @Test
    void aNewRoleCanBeAssignedAtTheScope() {
        RoleDraft draft = RoleDraft.empty("/subscriptions/s/resourceGroups/g");

        assertThat(draft.assignableScopes()).containsExactly("/subscriptions/s/resourceGroups/g");
        assertThat(draft.permission()).isEqualTo(new Permission(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void linesAreElementsWithoutBlanksAndRepetitions() {
        MultivaluedHashMap<String, String> form = new MultivaluedHashMap<>();
        form.putSingle("actions", "  a/read \r\n\r\nb/*\na/read");
        form.putSingle("notActions", "b/delete");
        form.putSingle("roleName", " Tester ");

        RoleDraft draft = RoleDraft.of(form);

        assertThat(draft.permission().actions()).containsExactly("a/read", "b/*");
        assertThat(draft.permission().notActions()).containsExactly("b/delete");
        assertThat(draft.roleName()).isEqualTo(" Tester ");
        assertThat(draft.name()).isEmpty();
    }

    @Test
    void markedOperationsAreAllowedOnceEachInTheListOfItsKind() {
        RoleDraft draft = RoleDraft.empty("/subscriptions/s").allow(MARKED).allow(MARKED);

        assertThat(draft.permission())
                .isEqualTo(new Permission(
                        List.of("Microsoft.Storage/storageAccounts/read"),
                        List.of(),
                        List.of("Microsoft.Storage/storageAccounts/blobServices/read"),
                        List.of()));
    }

    @Test
    void markedOperationsAreExceptedInTheListOfItsKind() {
        assertThat(RoleDraft.empty("/subscriptions/s").except(MARKED).permission())
                .isEqualTo(new Permission(
                        List.of(),
                        List.of("Microsoft.Storage/storageAccounts/read"),
                        List.of(),
                        List.of("Microsoft.Storage/storageAccounts/blobServices/read")));
    }
}
