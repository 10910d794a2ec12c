package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.resourceprovider.SystemData;

/** Maps between a connection's row and its wire form. */
final class ConnectionMapper {

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
