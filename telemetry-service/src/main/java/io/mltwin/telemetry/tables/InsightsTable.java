package io.mltwin.telemetry.tables;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.query.kql.KqlType;
import io.mltwin.telemetry.query.kql.Schema;
import io.mltwin.telemetry.query.kql.Schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a component that can be queried, with Application Insights' columns. A new one is a
 * constant here, with a record for its rows.
 */
public enum InsightsTable {
    REQUESTS(
            "requests",
            "request",
            RequestItem.class,
            "timestamp:datetime id:string source:string name:string url:string success:string resultCode:string"
                    + " duration:real performanceBucket:string itemType:string customDimensions:dynamic"
                    + " customMeasurements:dynamic"),
    TRACES(
            "traces",
            "trace",
            TraceItem.class,
            "timestamp:datetime message:string severityLevel:int itemType:string customDimensions:dynamic"
                    + " customMeasurements:dynamic");

    private final String tableName;
    private final String itemType;
    private final Class<? extends TelemetryItem> type;
    private final Schema schema;

    InsightsTable(String tableName, String itemType, Class<? extends TelemetryItem> type, String own) {
        this.tableName = tableName;
        this.itemType = itemType;
        this.type = type;
        this.schema = schema(own + Common.COLUMNS);
    }

    /**
     * The columns that all tables have; in a class of its own because an enum's constants are made before its
     * static fields.
     */
    private static final class Common {
        static final String COLUMNS =
                " operation_Name:string operation_Id:string operation_ParentId:string operation_SyntheticSource:string"
                        + " session_Id:string user_Id:string user_AuthenticatedId:string user_AccountId:string"
                        + " application_Version:string client_Type:string client_Model:string client_OS:string client_IP:string"
                        + " client_City:string client_StateOrProvince:string client_CountryOrRegion:string client_Browser:string"
                        + " cloud_RoleName:string cloud_RoleInstance:string appId:string appName:string iKey:string"
                        + " sdkVersion:string itemId:string itemCount:int";
    }

    private static Schema schema(String text) {
        List<Column> columns = new ArrayList<>();
        for (String column : text.split(" ")) {
            String[] parts = column.split(":");
            columns.add(new Column(parts[0], KqlType.valueOf(AsciiCase.upper(parts[1]))));
        }
        return new Schema(columns);
    }

    /** Returns the table of a name, or null. */
    public static InsightsTable find(String name) {
        for (InsightsTable table : values()) {
            if (table.tableName.equals(name)) {
                return table;
            }
        }
        return null;
    }

    /** Returns the table whose rows are of the item's kind. */
    static InsightsTable of(TelemetryItem item) {
        return Arrays.stream(values())
                .filter(table -> table.type.isInstance(item))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the names of all tables, such as {@code requests and traces}. */
    public static String names() {
        return Arrays.stream(values()).map(table -> table.tableName).collect(Collectors.joining(" and "));
    }

    /** Returns the names of the table and of its columns. */
    Stream<String> words() {
        return Stream.concat(Stream.of(tableName), schema.columns().stream().map(Column::name));
    }

    public Schema schema() {
        return schema;
    }

    /** Returns the kind of the table's rows. */
    Class<? extends TelemetryItem> type() {
        return type;
    }

    String itemType() {
        return itemType;
    }
}
