package io.mltwin.scoring.models.deployments;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks compute-service about code, environments and sizes that deployments name. */
@Singleton
class ComputeAssetClient {

    private final ServiceHttp http;
    private final Tokens tokens;

    ComputeAssetClient(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /** A version of code: a folder in the workspace's storage account. */
    record Code(String container, String path) {}

    /**
     * A version of an environment.
     *
     * @param requirements what pip would install
     */
    record Environment(
            String name, String version, boolean isCurated, List<String> requirements, Map<String, String> variables) {}

    /** A size of virtual machines. */
    record Size(String name, int gpus) {}

    Optional<Code> code(String workspaceId, AssetReference code) {
        return asset("codes", workspaceId, code, Code.class);
    }

    Optional<Environment> environment(String workspaceId, AssetReference environment) {
        return asset("environments", workspaceId, environment, Environment.class);
    }

    Optional<Size> size(String name) {
        return get("/_internal/vm-sizes?name=" + UriEncoding.encodeQueryValue(name), Size.class);
    }

    private <T> Optional<T> asset(String kind, String workspaceId, AssetReference asset, Class<T> type) {
        return get(
                "/_internal/"
                        + kind
                        + "?workspace="
                        + UriEncoding.encodeQueryValue(workspaceId)
                        + "&name="
                        + UriEncoding.encodeQueryValue(asset.name())
                        + (asset.version() == null ? "" : "&version=" + UriEncoding.encodeQueryValue(asset.version())),
                type);
    }

    private <T> Optional<T> get(String uri, Class<T> type) {
        ServiceAnswer answer = http.request(ServiceName.COMPUTE, "GET", uri)
                .bearer(tokens.forService(ServiceName.COMPUTE))
                .send();
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orFault().as(type));
    }
}
