package io.mltwin.workspace.machinelearning.surroundings;

import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * {@code GET …/outboundNetworkDependenciesEndpoints} of a workspace (API 2022-10-01): the hosts
 * that code in the workspace calls, with their ports, for those who set up a firewall.
 */
@Singleton
record OutboundEndpointsProvider(Workspaces workspaces, Addresses addresses) implements ResourceProvider {

    /** An item of {@code ExternalFQDNResponse} (API 2022-10-01). */
    record OutboundEndpointsBody(Properties properties) {

        record Properties(String category, List<Endpoint> endpoints) {}

        record Endpoint(String domainName, List<Detail> endpointDetails) {}

        record Detail(int port) {}
    }

    private static final String TYPE =
            "Microsoft.MachineLearningServices/workspaces/outboundNetworkDependenciesEndpoints";

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .list(call -> endpointsOf(workspaces.requireReady(call.id())))
                .build());
    }

    private List<OutboundEndpointsBody> endpointsOf(Workspace workspace) {
        String account = workspace.storageAccount().id().name();
        return List.of(
                item("Azure Active Directory", authority(addresses.login())),
                item(
                        "Azure Machine Learning",
                        addresses.regionHost(workspace.location()),
                        addresses.modelsHost(workspace.location())),
                item("Azure Resource Manager", authority(addresses.management())),
                item("Azure Storage", addresses.blobHost(account), addresses.fileHost(account)),
                item("Azure Key Vault", authority(workspace.vaultUri())),
                item("Azure Container Registry", workspace.registryLoginServer()),
                item("Azure Application Insights", authority(addresses.ingestion())));
    }

    private static String authority(String url) {
        return URI.create(url).getAuthority();
    }

    private static OutboundEndpointsBody item(String category, String... hosts) {
        return new OutboundEndpointsBody(new OutboundEndpointsBody.Properties(
                category,
                Arrays.stream(hosts).map(OutboundEndpointsProvider::endpoint).toList()));
    }

    private static OutboundEndpointsBody.Endpoint endpoint(String host) {
        int colon = host.lastIndexOf(':');
        int port = colon < 0 ? 443 : Integer.parseInt(host.substring(colon + 1));
        return new OutboundEndpointsBody.Endpoint(
                colon < 0 ? host : host.substring(0, colon), List.of(new OutboundEndpointsBody.Detail(port)));
    }
}
