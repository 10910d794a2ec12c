package io.mltwin.compute.datafactory;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A request for {@code Microsoft.DataFactory/factories} (2018-06-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
record DataFactoryBody(String location, Map<String, String> tags, JsonNode identity, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            JsonNode repoConfiguration,
            JsonNode globalParameters,
            JsonNode encryption,
            JsonNode purviewConfiguration,
            String publicNetworkAccess) {}
}
