package io.mltwin.console.azure;

import io.mltwin.console.session.TokenAudience;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;

/** The hosts that pages of the console call, by the part of Azure. */
@Singleton
public record AzureHosts(Addresses addresses) {

    /** Azure Resource Manager. */
    public AzureHost resourceManager() {
        return of(addresses.management(), ServiceName.WORKSPACE, TokenAudience.ARM);
    }

    public AzureHost graph() {
        return of(addresses.graph(), ServiceName.IDENTITY, TokenAudience.GRAPH);
    }

    /** Azure ML in a region: run history, metrics, artifacts, datastores. */
    public AzureHost machineLearning(String region) {
        return new AzureHost(addresses.regionHost(region), ServiceName.COMPUTE, TokenAudience.MACHINE_LEARNING);
    }

    /** Model management in a region. */
    public AzureHost models(String region) {
        return new AzureHost(addresses.modelsHost(region), ServiceName.SCORING, TokenAudience.MACHINE_LEARNING);
    }

    public AzureHost vault(String name) {
        return new AzureHost(addresses.vaultHost(name), ServiceName.KEYVAULT, TokenAudience.KEY_VAULT);
    }

    public AzureHost blobs(String account) {
        return new AzureHost(addresses.blobHost(account), ServiceName.WORKSPACE, TokenAudience.STORAGE);
    }

    public AzureHost registry(String name) {
        return new AzureHost(addresses.registryHost(name), ServiceName.SCORING, TokenAudience.CONTAINER_REGISTRY);
    }

    public AzureHost logAnalytics() {
        return of(addresses.logAnalytics(), ServiceName.TELEMETRY, TokenAudience.LOGS);
    }

    public AzureHost applicationInsights() {
        return of(addresses.applicationInsights(), ServiceName.TELEMETRY, TokenAudience.LOGS);
    }

    /**
     * A web service or endpoint, by the host in its scoring URI; the caller sets its credential.
     */
    public AzureHost scoring(String host) {
        return new AzureHost(host, ServiceName.SCORING, null);
    }

    /**
     * Identity's explanations of permission decisions. They are no part of Azure, so they are at
     * the service's own address; it takes the user's token for Azure Resource Manager.
     */
    public AzureHost accessDecisions() {
        return of(addresses.address(ServiceName.IDENTITY), ServiceName.IDENTITY, TokenAudience.ARM);
    }

    /** The administration of a service, for operators. */
    public AzureHost administration(ServiceName service) {
        return of(addresses.address(service), service, TokenAudience.ADMINISTRATION);
    }

    private static AzureHost of(String address, ServiceName service, TokenAudience audience) {
        return new AzureHost(URI.create(address).getAuthority(), service, audience);
    }
}
