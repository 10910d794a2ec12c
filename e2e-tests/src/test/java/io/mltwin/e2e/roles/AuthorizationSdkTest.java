package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.authorization.fluent.AuthorizationManagementClient;
import com.azure.resourcemanager.authorization.fluent.models.PermissionInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleDefinitionInner;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Azure's own management library for role-based access control, unmodified. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class AuthorizationSdkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private static AuthorizationManagementClient as(TokenCredential who) throws Exception {
        return AuthorizationManager.configure()
                .withHttpClient(AzureClients.http(PLATFORM))
                .authenticate(who, AzureClients.profile(PLATFORM))
                .roleServiceClient();
    }

    @Test
    void rolesAreDefinedAssignedListedAndEnded() throws Exception {
        AuthorizationManagementClient owner = as(AzureClients.credential(PLATFORM, "owner"));
        String scope = PLATFORM.subscription();
        Colleague dana = Colleague.join(PLATFORM);
        String role = UUID.randomUUID().toString();
        String roleName = "Of the library " + role;
        RoleDefinitionInner made = owner.getRoleDefinitions()
                .createOrUpdate(
                        scope,
                        role,
                        new RoleDefinitionInner()
                                .withRoleName(roleName)
                                .withRoleType("CustomRole")
                                .withPermissions(List.of(new PermissionInner().withActions(List.of("*/read"))))
                                .withAssignableScopes(List.of(scope)));
        String name = UUID.randomUUID().toString();
        RoleAssignmentInner assigned = owner.getRoleAssignments()
                .create(
                        scope,
                        name,
                        new RoleAssignmentCreateParameters()
                                .withRoleDefinitionId(made.id())
                                .withPrincipalId(dana.objectId()));
        try {
            assertThat(assigned.principalId()).isEqualTo(dana.objectId());
            assertThat(owner.getRoleAssignments().listForScope(scope, "atScope()", null, null, Context.NONE).stream()
                            .map(RoleAssignmentInner::name))
                    .contains(name);
            assertThat(owner.getRoleDefinitions().list(scope, null, Context.NONE).stream()
                            .map(RoleDefinitionInner::name))
                    .contains(READER, role);
            assertThat(owner.getDenyAssignments().list().stream()).isNotNull();
            assertThat(as(AzureClients.credential(PLATFORM, dana.applicationId(), dana.secret()))
                            .getPermissions()
                            .listByResourceGroup(
                                    PLATFORM.fixture().resourceGroup().name())
                            .stream())
                    .hasSize(1);
            assertThatThrownBy(() -> owner.getRoleAssignments()
                            .create(
                                    scope,
                                    UUID.randomUUID().toString(),
                                    new RoleAssignmentCreateParameters()
                                            .withRoleDefinitionId(made.id())
                                            .withPrincipalId(dana.objectId())))
                    .isInstanceOfSatisfying(
                            ManagementException.class,
                            refused -> assertThat(refused.getValue().getCode()).isEqualTo("RoleAssignmentExists"));
        } finally {
            assertThat(owner.getRoleAssignments().delete(scope, name).name()).isEqualTo(name);
            assertThat(owner.getRoleDefinitions().delete(scope, role).roleName())
                    .isEqualTo(roleName);
        }
    }
}
