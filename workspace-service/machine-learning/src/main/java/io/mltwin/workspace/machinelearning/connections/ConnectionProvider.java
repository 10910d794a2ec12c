package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.workspace.machinelearning.connections.Connections.Secrets;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Connections of a workspace: PUT, GET, list by target and category, DELETE (API 2020-08-01 and
 * 2022-10-01), and {@code POST listsecrets}, the one way to their credentials (API 2024-04-01).
 *
 * <p>Deviation: environment variables of online deployments refer to connections; nothing else that
 * runs in a workspace signs in by them.
 */
@Singleton
record ConnectionProvider(TrackedTypes kit, ChildRows<ConnectionEntity> rows, Connections connections)
        implements ResourceProvider {
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

    /** Maps between a connection's row and its wire form. */
    static final class ConnectionMapper {

        private ConnectionMapper() {}

        /** As everybody sees it who may read it. */
        static ConnectionBody body(ConnectionEntity row) {
            return body(row, new Secrets(null, null));
        }

        static ConnectionBody body(ConnectionEntity row, Secrets secrets) {
            return new ConnectionBody(
                    row.id,
                    row.name,
                    ConnectionValidator.TYPE,
                    new SystemData(
                            row.createdBy,
                            row.createdByType,
                            row.createdAt,
                            row.modifiedBy,
                            row.modifiedByType,
                            row.modifiedAt),
                    new ConnectionBody.Properties(
                            row.authType,
                            row.category,
                            row.target,
                            secrets.value(),
                            row.valueFormat,
                            secrets.credentials(),
                            row.metadata));
        }
    }
}
