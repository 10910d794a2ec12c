package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Connections of a workspace: PUT, GET, list by target and category, DELETE (API 2020-08-01 and
 * 2022-10-01), and {@code POST listsecrets}, the one way to their credentials (API 2024-04-01).
 *
 * <p>Deviation: nothing that runs in a workspace signs in by its connections.
 */
@Singleton
class ConnectionProvider implements ResourceProvider {

    private final Connections connections;

    ConnectionProvider(Connections connections) {
        this.connections = connections;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ConnectionValidator.TYPE)
                .get(call -> connections.get(call.id()))
                .list(this::list)
                .put(ResourceChange.reading(ConnectionBody.class, "connection")
                        .validate(ConnectionValidator::validate)
                        .exclusively()
                        .prepare(connections::preparePut)
                        .apply((call, body, request) -> connections.put(call, request)))
                .delete(ResourceChange.withoutBody()
                        .exclusively()
                        .prepare(call -> connections.prepareDelete(call.id()))
                        .apply(call -> connections.delete(call.id())))
                .action("listsecrets", call -> connections.getWithSecrets(call.id()))
                .notBuilt(Verb.PATCH, Verb.POST)
                .build());
    }

    private List<ConnectionBody> list(ArmCall call) {
        return connections.list(
                call.id(), call.query().get("target"), call.query().get("category"));
    }
}
