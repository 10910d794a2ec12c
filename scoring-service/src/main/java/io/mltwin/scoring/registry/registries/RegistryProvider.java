package io.mltwin.scoring.registry.registries;

import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
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
public class RegistryProvider implements ResourceProvider {

    private static final String NAMESPACE = "Microsoft.ContainerRegistry";

    private final RegistryService registries;
    private final RegistryAccountService accounts;
    private final RegistryUsages usages;
    private final RegistryTokenService tokens;

    RegistryProvider(
            RegistryService registries,
            RegistryAccountService accounts,
            RegistryUsages usages,
            RegistryTokenService tokens) {
        this.registries = registries;
        this.accounts = accounts;
        this.usages = usages;
        this.tokens = tokens;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.notBuilt(NAMESPACE),
                ResourceType.named(NAMESPACE + "/checkNameAvailability")
                        .post(ResourceChange.reading(Named.class, "name")
                                .validate((call, body) -> body.requireName())
                                .apply((call, body) -> Outcome.ok(registries.availability(body.name()))))
                        .build(),
                ResourceType.named(RegistryMapper.TYPE)
                        .get(call -> registries.get(call.id()))
                        .list(call -> registries.list(call.id()))
                        .put(ResourceChange.readingTree()
                                .exclusivelyByName()
                                .prepare(registries::preparePut)
                                .apply(registries::put))
                        .patch(ResourceChange.readingTree()
                                .exclusivelyByName()
                                .prepare(registries::preparePatch)
                                .apply(registries::patch))
                        .delete(ResourceChange.withoutBody()
                                .exclusivelyByName()
                                .prepare(call -> registries.endIdentities(call.id()))
                                .apply(call -> registries.delete(call.id())))
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
