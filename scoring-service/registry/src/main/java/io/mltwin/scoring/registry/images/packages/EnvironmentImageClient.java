package io.mltwin.scoring.registry.images.packages;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage.EnvironmentPackages;
import jakarta.inject.Singleton;

/**
 * Orders the image of an environment at compute-service, which has it built by a run unless it is
 * there, as Azure Machine Learning's environment service does for deployments.
 */
@Singleton
public record EnvironmentImageClient(ServiceHttp http, Tokens tokens) {

    private record OrderBody(
            String workspace,
            String name,
            String version,
            String operationId,
            String userId,
            String tenantId,
            String userName) {

        /** Without the user. */
        @Override
        public String toString() {
            return name + ":" + version;
        }
    }

    /**
     * Orders the image, or asks how far it is: of the same environment one build goes on at a time.
     *
     * @param operationId of the operation that needs it
     * @throws io.mltwin.armweb.AzureException with compute-service's own refusal; 503 while it is
     *     away
     */
    public EnvironmentImage order(ArmResourceId workspace, EnvironmentPackages packages, String operationId) {
        return http.request(ServiceName.COMPUTE, "POST", "/_internal/environment-images")
                .bearer(tokens.forService(ServiceName.COMPUTE))
                .json(new OrderBody(
                        workspace.toString(),
                        packages.name(),
                        packages.version(),
                        operationId,
                        packages.userId(),
                        packages.tenantId(),
                        packages.userName()))
                .send()
                .orFault()
                .as(EnvironmentImage.class)
                .validated();
    }
}
