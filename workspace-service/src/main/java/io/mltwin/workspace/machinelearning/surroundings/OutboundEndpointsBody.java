package io.mltwin.workspace.machinelearning.surroundings;

import java.util.List;

/** {@code ExternalFQDNResponse} of API 2022-10-01. */
record OutboundEndpointsBody(List<Item> value) {

    record Item(Properties properties) {}

    record Properties(String category, List<Endpoint> endpoints) {}

    record Endpoint(String domainName, List<Detail> endpointDetails) {}

    record Detail(int port) {}
}
