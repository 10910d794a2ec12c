package io.mltwin.identity.directory.managedidentities;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
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
record UserAssignedIdentityProvider(
        TrackedTypes kit, TrackedRows<UserAssignedIdentityEntity> rows, UserAssignedIdentityService service)
        implements ResourceProvider {

    private static final String ASSOCIATED = "listAssociatedResources";
    private static final Set<String> OPTIONS = Set.of("api-version", "$top", "$skip");

    /** A page of the resources that have an identity. */
    record Associated(int totalCount, List<Resource> value) {}

    record Resource(String id, String name, String type, String resourceGroup, String subscriptionId) {

        static Resource of(ArmResourceId id) {
            return new Resource(id.toString(), id.name(), id.type(), id.resourceGroup(), id.subscriptionId());
        }
    }

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(
                        UserAssignedIdentityService.TYPE,
                        rows,
                        UserAssignedIdentityEntity::new,
                        UserAssignedIdentityBody.class,
                        "identity")
                .named(UserAssignedIdentityValidator.NAME)
                .validate((call, body) -> UserAssignedIdentityValidator.validateTags(call.body()))
                .apply((call, row, body, none) -> {
                    if (row.isNew()) {
                        service.register(row, call.caller().tenantId());
                    }
                })
                .show(UserAssignedIdentityService::body)
                .validatePatch(UserAssignedIdentityValidator::validateTags)
                .afterDelete(service::end)
                .type()
                .action(ASSOCIATED, this::associated)
                .build());
    }

    private Associated associated(ArmCall call) {
        for (String option : call.query().keySet()) {
            if (!OPTIONS.contains(option)) {
                throw AzureException.notBuilt("The option '" + option + "' of " + ASSOCIATED);
            }
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
        if (!text.matches("\\d{1,6}")) {
            throw ArmErrors.invalidRequestContent(option + " is no number: '" + text + "'.");
        }
        return Long.parseLong(text);
    }
}
