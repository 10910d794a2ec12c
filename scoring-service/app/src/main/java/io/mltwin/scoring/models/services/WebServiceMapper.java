package io.mltwin.scoring.models.services;

import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.certificates.ServiceCertificate;
import io.mltwin.scoring.models.services.ServiceBody.DeploymentStatus;
import io.mltwin.scoring.models.services.ServiceBody.ErrorBody;
import java.util.Map;
import java.util.TreeMap;

/**
 * Web service rows on the wire.
 *
 * <p>Deviation: when a service's certificate expires stands in its properties as {@code
 * sslCertificateExpiry}; Azure shows the certificate alone.
 */
final class WebServiceMapper {

    private WebServiceMapper() {}

    /** Returns what the request gave, and when the certificate expires. */
    private static Map<String, String> properties(WebServiceEntity service) {
        Map<String, String> properties = new TreeMap<>(JsonText.map(service.properties));
        if (service.cname != null) {
            properties.put(
                    "sslCertificateExpiry",
                    ServiceCertificate.expires(service.sslCertificate).toString());
        }
        return properties;
    }

    /** Where it is reached: at its own name, at that of its cluster, else at the platform's. */
    private static String base(WebServiceEntity service, String host) {
        String port = host.substring(host.indexOf(':'));
        if (service.cname != null) {
            return service.cname + port;
        }
        return service.clusterHost == null ? host : service.clusterHost + port + "/api/v1/service/" + service.name;
    }

    /**
     * @param running number of its containers that take requests
     */
    static ServiceBody body(WebServiceEntity service, Addresses addresses, int running) {
        ServiceRequestBody request = JsonText.as(service.request, ServiceRequestBody.class);
        String host = addresses.inferenceHost(service.endpoint);
        String base = "https://" + base(service, host);
        boolean aks = service.computeType.equals("AKS");
        int desired = ReplicaRule.of(request).count();
        return new ServiceBody(
                service.name,
                service.name,
                Sealed.text(service.description),
                JsonText.map(service.tags),
                properties(service),
                service.operationId,
                service.state,
                service.createdAt,
                service.updatedAt,
                service.errorCode == null ? null : new ErrorBody(service.errorCode, 400, service.errorMessage),
                service.computeType,
                "HttpRealtimeEndpoint",
                request.location(),
                service.imageId,
                base + "/score",
                base + "/swagger.json",
                aks ? null : host.split(":", 2)[0],
                service.authEnabled,
                aks ? service.aadAuthEnabled : null,
                service.cname != null,
                service.sslCertificate,
                service.cname,
                service.appInsightsEnabled,
                service.keyIdentifier == null ? null : request.encryptionProperties(),
                request.computeName(),
                request.namespace(),
                aks ? request.numReplicas() : null,
                aks ? new DeploymentStatus(desired, running, running) : null,
                request.containerResourceRequirements(),
                request.dataCollection(),
                request.autoScaler(),
                request.maxConcurrentRequestsPerContainer(),
                request.maxQueueWaitMs(),
                request.scoringTimeoutMs(),
                request.livenessProbeRequirements());
    }
}
