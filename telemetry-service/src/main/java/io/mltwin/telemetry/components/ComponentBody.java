package io.mltwin.telemetry.components;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.armweb.Json;

/**
 * {@code Microsoft.Insights/components} on the wire (API 2020-02-02), with Azure's mixed spelling
 * of its properties, without what each tracked resource has.
 */
public record ComponentBody(String kind, Properties properties) {

    /** The properties that a request has which gives none. */
    static final Properties NO_PROPERTIES = Json.read("{}", Properties.class);

    /** {@code properties} of a component; null is absent. */
    public record Properties(
            @JsonProperty("ApplicationId") String applicationId,
            @JsonProperty("AppId") String appId,
            @JsonProperty("Application_Type") String applicationType,
            @JsonProperty("Flow_Type") String flowType,
            @JsonProperty("Request_Source") String requestSource,
            @JsonProperty("InstrumentationKey") String instrumentationKey,
            @JsonProperty("ConnectionString") String connectionString,
            @JsonProperty("Name") String name,
            @JsonProperty("CreationDate") String creationDate,
            @JsonProperty("TenantId") String tenantId,
            @JsonProperty("provisioningState") String provisioningState,
            @JsonProperty("RetentionInDays") Integer retentionInDays,
            @JsonProperty("WorkspaceResourceId") String workspaceResourceId,
            @JsonProperty("IngestionMode") String ingestionMode,
            @JsonProperty("publicNetworkAccessForIngestion") String publicNetworkAccessForIngestion,
            @JsonProperty("publicNetworkAccessForQuery") String publicNetworkAccessForQuery,
            @JsonProperty("DisableIpMasking") Boolean disableIpMasking,
            @JsonProperty("DisableLocalAuth") Boolean disableLocalAuth,
            @JsonProperty("ForceCustomerStorageForProfiler") Boolean forceCustomerStorageForProfiler,
            @JsonProperty("ImmediatePurgeDataOn30Days") Boolean immediatePurgeDataOn30Days,
            @JsonProperty("SamplingPercentage") Double samplingPercentage,
            @JsonProperty("Ver") String version) {}

    /**
     * The properties that have no column of their own: both are given back, and telemetry lies with
     * the component, whatever the workspace.
     *
     * @param directory tenant of the component's subscription; null in rows of earlier versions
     */
    record Stored(String directory, String requestSource, String workspaceResourceId) {}
}
