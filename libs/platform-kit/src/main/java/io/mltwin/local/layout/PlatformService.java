package io.mltwin.local.layout;

import io.mltwin.encoding.AsciiCase;

/**
 * The six services and the first-party applications they act as. Where Azure publishes the id of
 * the application a service stands for (Azure Machine Learning, Azure Cosmos DB, Azure Container
 * Instance Service), that id is used; the other ids were made up once and never change.
 */
public enum PlatformService {
    IDENTITY(
            "identity",
            1,
            "mltwin Identity",
            "0a1d0001-5a1e-4c0f-9d6e-6d6c7477696e",
            "0a1d0001-5a1e-4c0f-9d6e-0b6a65637401"),
    WORKSPACE(
            "workspace",
            2,
            "Azure Machine Learning",
            "0736f41a-0425-4b46-bdb5-1563eff02385",
            "0a1d0002-5a1e-4c0f-9d6e-0b6a65637402"),
    KEYVAULT(
            "keyvault",
            3,
            "mltwin Key Vault",
            "0a1d0003-5a1e-4c0f-9d6e-6d6c7477696e",
            "0a1d0003-5a1e-4c0f-9d6e-0b6a65637403"),
    COMPUTE(
            "compute",
            4,
            "Azure Cosmos DB",
            "a232010e-820c-4083-83bb-3ace5fc29d0b",
            "0a1d0004-5a1e-4c0f-9d6e-0b6a65637404"),
    SCORING(
            "scoring",
            5,
            "Azure Container Instance Service",
            "6bb8e274-af5d-4df2-98a3-4fd78b4cafd9",
            "0a1d0005-5a1e-4c0f-9d6e-0b6a65637405"),
    TELEMETRY(
            "telemetry",
            6,
            "mltwin Telemetry",
            "0a1d0006-5a1e-4c0f-9d6e-6d6c7477696e",
            "0a1d0006-5a1e-4c0f-9d6e-0b6a65637406");

    private final String key;
    private final int portOffset;
    private final String displayName;
    private final String applicationId;
    private final String objectId;

    PlatformService(String key, int portOffset, String displayName, String applicationId, String objectId) {
        this.key = key;
        this.portOffset = portOffset;
        this.displayName = displayName;
        this.applicationId = applicationId;
        this.objectId = objectId;
    }

    /**
     * The short name: of the database, its role, the Kafka principal, the private folder and the
     * log.
     */
    public String key() {
        return key;
    }

    public int portOffset() {
        return portOffset;
    }

    /** The folder of the module in the checkout, and the host name of the service in Compose. */
    public String module() {
        return key + "-service";
    }

    public String displayName() {
        return displayName;
    }

    public String applicationId() {
        return applicationId;
    }

    public String objectId() {
        return objectId;
    }

    public static PlatformService of(String key) {
        for (PlatformService service : values()) {
            if (AsciiCase.equal(service.key, key)) {
                return service;
            }
        }
        throw new RefusalException("There is no service named '" + key + "'.");
    }
}
