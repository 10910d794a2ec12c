package io.mltwin.workspace.machinelearning.surroundings;

import java.util.List;

/** An item of {@code ExternalFQDNResponse} (API 2022-10-01). */
record OutboundEndpointsBody(Properties properties) {

    record Properties(String category, List<Endpoint> endpoints) {}

    record Endpoint(String domainName, List<Detail> endpointDetails) {}

    record Detail(int port) {}
}
