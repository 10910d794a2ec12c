package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Asks compute-service about a workspace's compute targets. */
@Singleton
public class ComputeClient {

    private final ServiceHttp http;
    private final Tokens tokens;

    ComputeClient(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    public record Compute(String name, String computeType, String provisioningState, String resourceId) {}

    /**
     * Returns the target; refuses, with 400, a name that is none of an AKS cluster attached to the
     * workspace.
     */
    public Compute requireAks(String workspaceId, String name) {
        ServiceAnswer answer = http.request(
                        ServiceName.COMPUTE,
                        "GET",
                        "/_internal/computes?workspace="
                                + UriEncoding.encodeQueryValue(workspaceId)
                                + "&name="
                                + UriEncoding.encodeQueryValue(name))
                .bearer(tokens.forService(ServiceName.COMPUTE))
                .send();
        badRequestIf(
                answer.status() == 404,
                "ComputeResourceNotCreated",
                "There is no compute target '%s' in this workspace.",
                name);
        Compute compute = answer.orFault().as(Compute.class);
        badRequestIf(
                !AsciiCase.equal("AKS", compute.computeType()),
                "InvalidComputeTarget",
                "The compute target '%s' is of type %s, not AKS.",
                name,
                compute.computeType());
        return compute;
    }
}
