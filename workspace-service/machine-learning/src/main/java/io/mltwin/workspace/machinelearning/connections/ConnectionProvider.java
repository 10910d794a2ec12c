package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedTypes;
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

    private final TrackedTypes kit;
    private final ChildRows<ConnectionEntity> rows;
    private final Connections connections;

    ConnectionProvider(TrackedTypes kit, ChildRows<ConnectionEntity> rows, Connections connections) {
        this.kit = kit;
        this.rows = rows;
        this.connections = connections;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(ConnectionValidator.TYPE, rows, ConnectionEntity::new, ConnectionBody.class, "connection")
                .below(connections::requireReady)
                .validate(ConnectionValidator::validate)
                .draft(connections::prepare)
                .apply((call, row, body, request) -> connections.change(call, row, request))
                .show(ConnectionMapper::body)
                .filter((call, row) -> isAsked(call, "target", row.target) && isAsked(call, "category", row.category))
                .prepareDelete((call, row) -> connections.prepareDelete(row))
                .answering(200, 200)
                .type()
                .action("listsecrets", call -> connections.getWithSecrets(call.id()))
                .notBuilt(Verb.PATCH, Verb.POST)
                .build());
    }

    private static boolean isAsked(ArmCall call, String option, String value) {
        String asked = call.query().get(option);
        return asked == null || AsciiCase.equal(asked, value);
    }
}
