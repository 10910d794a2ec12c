package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities (2018-11-30, 2023-01-31), and the resources that
 * have one (2021-09-30-preview).
 *
 * <p>Deviation: resources that have an identity are listed without the subscription's display name,
 * and {@code $filter} and {@code $orderby} of that list answer 501.
 */
@Singleton
class UserAssignedIdentityProvider implements ResourceProvider {

    private static final String ASSOCIATED = "listAssociatedResources";
    private static final Set<String> OPTIONS = Set.of("api-version", "$top", "$skip");

    private final UserAssignedIdentityService service;

    UserAssignedIdentityProvider(UserAssignedIdentityService service) {
        this.service = service;
    }

    /** A page of the resources that have an identity. */
    record Associated(int totalCount, List<Resource> value) {}

    record Resource(String id, String name, String type, String resourceGroup, String subscriptionId) {

        static Resource of(ArmResourceId id) {
            return new Resource(id.toString(), id.name(), id.type(), id.resourceGroup(), id.subscriptionId());
        }
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(UserAssignedIdentityService.TYPE)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id()))
                .put(ResourceChange.reading(UserAssignedIdentityBody.class, "identity")
                        .validate((call, body) -> UserAssignedIdentityValidator.validate(call.id(), body))
                        .apply(service::put))
                .patch(ResourceChange.reading(UserAssignedIdentityBody.class, "identity")
                        .validate((call, body) -> UserAssignedIdentityValidator.validateTags(body))
                        .apply(service::patch))
                .delete(service::delete)
                .action(ASSOCIATED, this::associated)
                .build());
    }

    private Associated associated(ArmCall call) {
        for (String option : call.query().keySet()) {
            notBuiltIf(!OPTIONS.contains(option), "The option '%s' of %s", option, ASSOCIATED);
        }
        List<ArmResourceId> all = service.resources(call.id());
        return new Associated(
                all.size(),
                all.stream()
                        .skip(number(call, "$skip", 0))
                        .limit(number(call, "$top", all.size()))
                        .map(Resource::of)
                        .toList());
    }

    private static long number(ArmCall call, String option, long fallback) {
        String text = call.query().get(option);
        if (text == null) {
            return fallback;
        }
        invalidRequestContentIf(!text.matches("\\d{1,6}"), "%s is no number: '%s'.", option, text);
        return Long.parseLong(text);
    }
}
