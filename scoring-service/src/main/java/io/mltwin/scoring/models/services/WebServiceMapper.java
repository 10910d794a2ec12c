package io.mltwin.scoring.models.services;

import io.mltwin.platform.Addresses;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.services.ServiceBody.DeploymentStatus;
import io.mltwin.scoring.models.services.ServiceBody.ErrorBody;

/** Web service rows on the wire. */
final class WebServiceMapper {

    private WebServiceMapper() {}

    static ServiceBody body(WebServiceEntity service, Addresses addresses) {
        ServiceRequestBody request = JsonText.as(service.request, ServiceRequestBody.class);
        String host = addresses.inferenceHost(service.endpoint);
        boolean aks = service.computeType.equals("AKS");
        int available = service.state.equals("Healthy") ? 1 : 0;
        return new ServiceBody(
                service.name,
                service.name,
                service.description,
                JsonText.map(service.tags),
                JsonText.map(service.properties),
                service.operationId,
                service.state,
                service.createdAt,
                service.updatedAt,
                service.errorCode == null
                        ? null
                        : new ErrorBody(service.errorCode, 400, service.errorMessage),
                service.computeType,
                "HttpRealtimeEndpoint",
                request.location(),
                service.imageId,
                "https://" + host + "/score",
                "https://" + host + "/swagger.json",
                aks ? null : host.split(":", 2)[0],
                service.authEnabled,
                aks ? service.aadAuthEnabled : null,
                false,
                service.appInsightsEnabled,
                service.keyIdentifier == null ? null : request.encryptionProperties(),
                request.computeName(),
                request.namespace(),
                aks ? request.numReplicas() : null,
                aks ? new DeploymentStatus(1, available, available) : null,
                request.containerResourceRequirements(),
                request.dataCollection(),
                request.autoScaler(),
                request.maxConcurrentRequestsPerContainer(),
                request.maxQueueWaitMs(),
                request.scoringTimeoutMs(),
                request.livenessProbeRequirements());
    }
}
