package io.mltwin.compute.datafactory;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A request for {@code Microsoft.DataFactory/factories} (2018-06-01). */
record DataFactoryBody(String location, Map<String, String> tags, JsonNode identity, Properties properties) {

    record Properties(
            JsonNode repoConfiguration,
            JsonNode globalParameters,
            JsonNode encryption,
            JsonNode purviewConfiguration,
            String publicNetworkAccess) {}
}
