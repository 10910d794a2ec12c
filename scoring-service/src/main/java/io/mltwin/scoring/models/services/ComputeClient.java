package io.mltwin.scoring.models.services;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.ModelManagementErrors;
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

    @JsonIgnoreProperties(ignoreUnknown = true)
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
        if (answer.status() == 404) {
            throw ModelManagementErrors.badRequest(
                    "ComputeResourceNotCreated", "There is no compute target '" + name + "' in this workspace.");
        }
        Compute compute = answer.orFault().as(Compute.class);
        if (!AsciiCase.equal("AKS", compute.computeType())) {
            throw ModelManagementErrors.badRequest(
                    "InvalidComputeTarget",
                    "The compute target '" + name + "' is of type " + compute.computeType() + ", not AKS.");
        }
        return compute;
    }
}
