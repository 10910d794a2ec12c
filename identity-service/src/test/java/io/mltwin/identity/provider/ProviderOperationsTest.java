package io.mltwin.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ResourceTypeTable;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.roles.BuiltInRoles;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProviderOperationsTest {

    private final ProviderOperations operations = new ProviderOperations();

    @Test
    void everyNameIsOfItsNamespaceEndsInAVerbAndStandsOnce() {
        for (ProviderOperations.Namespace provider : operations.all()) {
            // the two planes may use the same name
            for (List<String> names : List.of(provider.operations(), provider.dataOperations())) {
                assertThat(names)
                        .doesNotHaveDuplicates()
                        .allMatch(name ->
                                name.matches(provider.namespace() + "/([A-Za-z.]+/)*(read|write|delete|action)"));
            }
        }
    }

    /** Resource groups have theirs below subscriptions; deleted HSMs and namespaces of metrics are read by no role. */
    private static final Set<String> WITHOUT_OPERATIONS = Set.of(
            "Microsoft.Resources/resourceGroups",
            "Microsoft.KeyVault/deletedManagedHSMs",
            "Microsoft.Insights/metricNamespaces");

    @Test
    void eachTypeOfTheTableHasOperations() {
        assertThat(operations.all())
                .extracting(ProviderOperations.Namespace::namespace)
                .containsExactlyInAnyOrderElementsOf(ResourceTypeTable.namespaces());
        for (String namespace : ResourceTypeTable.namespaces()) {
            ProviderOperations.Namespace provider = operations.find(namespace).orElseThrow();
            List<String> names = Stream.concat(provider.operations().stream(), provider.dataOperations().stream())
                    .toList();
            for (String type : ResourceTypeTable.types(namespace)) {
                String prefix = namespace + "/" + type;
                assertThat(names.stream().anyMatch(name -> AsciiCase.startsWith(name, prefix + "/")))
                        .as(prefix)
                        .isNotEqualTo(WITHOUT_OPERATIONS.contains(prefix));
            }
        }
    }

    /** What the built-in roles name word for word, of the providers that are played. */
    @Test
    void theBuiltInRolesSpeakOfThem() {
        List<String> namespaces =
                operations.all().stream().map(one -> one.namespace() + "/").toList();
        List<String> known = operations.all().stream()
                .flatMap(one -> Stream.concat(one.operations().stream(), one.dataOperations().stream()))
                .map(String::toLowerCase)
                .toList();
        List<String> named = new BuiltInRoles()
                .all().stream()
                        .map(RoleDefinition::permissions)
                        .flatMap(List::stream)
                        .flatMap(permission -> Stream.of(
                                        permission.actions(), permission.notActions(), permission.dataActions())
                                .flatMap(List::stream))
                        .filter(action -> action.indexOf('*') < 0)
                        .filter(action -> namespaces.stream().anyMatch(action::startsWith))
                        .map(String::toLowerCase)
                        .toList();
        assertThat(known).containsAll(named);
    }

    @Test
    void resourceTypesAreShownWhenAskedFor() {
        ProviderOperations.Namespace vaults =
                operations.find("microsoft.keyvault").orElseThrow();

        ProviderOperationsBody plain = ProviderOperationsMapper.body(vaults, false);
        ProviderOperationsBody expanded = ProviderOperationsMapper.body(vaults, true);

        assertThat(plain.resourceTypes()).isEmpty();
        assertThat(plain.operations())
                .extracting(ProviderOperationsBody.Operation::name)
                .contains("Microsoft.KeyVault/register/action");
        assertThat(expanded.resourceTypes())
                .filteredOn(type -> type.name().equals("vaults/secrets"))
                .flatExtracting(ProviderOperationsBody.ResourceType::operations)
                .filteredOn(ProviderOperationsBody.Operation::dataAction)
                .extracting(ProviderOperationsBody.Operation::name)
                .contains("Microsoft.KeyVault/vaults/secrets/getSecret/action");
    }
}
