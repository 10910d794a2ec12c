package io.mltwin.compute.datastores;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Set;

/** Types of datastores, with their names in Azure ML's v1 data plane and in ARM. */
enum DatastoreType {
    BLOB("AzureBlob", "AzureBlob", "containerName"),
    FILE("AzureFile", "AzureFile", "fileShareName"),
    DATA_LAKE_GEN1("AzureDataLake", "AzureDataLakeGen1", "storeName"),
    DATA_LAKE_GEN2("AzureDataLakeGen2", "AzureDataLakeGen2", "filesystem");

    private static final Set<String> NOT_BUILT =
            Set.of("azuresqldatabase", "azurepostgresql", "azuremysql", "dbfs", "glusterfs", "hdfs", "onelake");

    private final String v1Name;
    private final String armName;
    private final String placeField;

    DatastoreType(String v1Name, String armName, String placeField) {
        this.v1Name = v1Name;
        this.armName = armName;
        this.placeField = placeField;
    }

    String v1Name() {
        return v1Name;
    }

    String armName() {
        return armName;
    }

    /** ARM's name for what is addressed in the account: container, share, file system, store. */
    String placeField() {
        return placeField;
    }

    /** Returns whether it lies in a storage account. */
    boolean hasAccount() {
        return this != DATA_LAKE_GEN1;
    }

    static DatastoreType ofV1(String name) {
        for (DatastoreType type : values()) {
            if (AsciiCase.equal(type.v1Name, name)) {
                return type;
            }
        }
        throw unknown("dataStoreType", name);
    }

    static DatastoreType ofArm(String name) {
        for (DatastoreType type : values()) {
            if (AsciiCase.equal(type.armName, name)) {
                return type;
            }
        }
        throw unknown("properties.datastoreType", name);
    }

    private static AzureException unknown(String field, String name) {
        if (name != null && NOT_BUILT.contains(AsciiCase.lower(name))) {
            return notBuilt("The datastore type " + name);
        }
        return invalidRequestContent(
                name == null ? field + " is required." : field + " '" + name + "' is no type of datastore.");
    }
}
