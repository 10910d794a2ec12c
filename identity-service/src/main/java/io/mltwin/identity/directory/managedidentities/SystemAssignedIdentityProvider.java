package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Microsoft.ManagedIdentity/identities: the system-assigned identity of the resource that it
 * extends, for reading, always called {@code default}.
 */
@Singleton
record SystemAssignedIdentityProvider(ManagedIdentityService service) implements ResourceProvider {

    private static final String NAME = "default";
    private static final String TYPE = "Microsoft.ManagedIdentity/identities";

    /** The identity on the wire. */
    record Body(String id, String name, String type, Properties properties) {}

    record Properties(String tenantId, String principalId, String clientId) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE).get(call -> get(call.id())).build());
    }

    private Body get(ArmResourceId id) {
        return Optional.of(id)
                .filter(asked -> AsciiCase.equal(asked.name(), NAME))
                .flatMap(asked -> service.systemAssigned(asked.providerScope()))
                .map(found -> new Body(
                        id.toString(),
                        NAME,
                        TYPE,
                        new Properties(found.tenantId(), found.objectId(), found.clientId())))
                .orElseThrow(() -> resourceNotFound(id));
    }
}
