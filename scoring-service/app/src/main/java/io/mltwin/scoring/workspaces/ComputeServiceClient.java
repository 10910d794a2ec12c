package io.mltwin.scoring.workspaces;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks compute-service as this service. */
@Singleton
public record ComputeServiceClient(ServiceHttp http, Tokens tokens) {

    /**
     * Begins a request.
     *
     * @param query names of parameters, each followed by its value; null for one that is left out
     */
    public ServiceRequest request(String method, String path, String... query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            if (query[i + 1] != null) {
                parameters.put(query[i], query[i + 1]);
            }
        }
        String uri = parameters.isEmpty() ? path : path + "?" + UriEncoding.encodeQuery(parameters);
        return http.request(ServiceName.COMPUTE, method, uri).bearer(tokens.forService(ServiceName.COMPUTE));
    }

    /**
     * Returns what it tells; empty where there is no such thing.
     *
     * @throws io.mltwin.armweb.AzureException what it refuses the question with
     */
    public <T> Optional<T> find(Class<T> type, String path, String... query) {
        ServiceAnswer answer = request("GET", path, query).send();
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orFault().as(type));
    }
}
