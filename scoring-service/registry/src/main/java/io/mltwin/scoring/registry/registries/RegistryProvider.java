package io.mltwin.scoring.registry.registries;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.scoring.registry.registries.RegistryBody.Named;
import io.mltwin.scoring.registry.registries.TokenBody.Generate;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.ContainerRegistry behind Azure Resource Manager (api 2019-05-01 and later): registries,
 * their admin credentials and usages.
 *
 * <p>Deviation: replications, webhooks and tasks answer 501.
 */
@Singleton
public record RegistryProvider(
        TrackedTypes kit,
        TrackedRows<RegistryEntity> rows,
        RegistryService registries,
        RegistryAccountService accounts,
        RegistryUsages usages,
        RegistryTokenService tokens)
        implements ResourceProvider {

    private static final String NAMESPACE = "Microsoft.ContainerRegistry";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.notBuilt(NAMESPACE),
                ResourceType.named(NAMESPACE + "/checkNameAvailability")
                        .post(ResourceChange.reading(Named.class, "name")
                                .validate((call, body) -> body.requireName())
                                .apply((call, body) -> Outcome.ok(registries.availability(body.name()))))
                        .build(),
                kit.of(RegistryMapper.TYPE, rows, RegistryEntity::new, JsonNode.class, "registry")
                        .named(RegistryService.NAME)
                        .unique((made, other) -> RegistryErrors.nameTaken(made.name))
                        .draft((call, body, draft, claim) -> registries.prepare(call, body, draft))
                        .apply((call, row, body, prepared) -> registries.change(row, prepared))
                        .show(registries::body)
                        .partialPatch((call, body) -> {})
                        .prepareDelete((call, row) -> registries.endIdentities(row))
                        .afterDelete(registries::end)
                        .type()
                        .action(
                                "generateCredentials",
                                ResourceChange.reading(Generate.class, "token's password")
                                        .apply(tokens::generateCredentials))
                        .action("listCredentials", call -> accounts.credentials(call.id()))
                        .action(
                                "regenerateCredential",
                                ResourceChange.reading(Named.class, "password's name")
                                        .validate((call, body) -> body.requireName())
                                        .apply((call, body) -> Outcome.ok(accounts.regenerate(call.id(), body.name()))))
                        .build(),
                ResourceType.named(RegistryMapper.TYPE + "/listUsages")
                        .list(call -> usages.of(call.id()))
                        .build());
    }
}
