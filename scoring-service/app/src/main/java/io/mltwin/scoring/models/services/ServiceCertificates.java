package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.models.certificates.ServiceCertificate;
import io.mltwin.scoring.models.clusters.ClusterCertificates;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The certificates of web services in their rows (how-to-secure-web-service). A key is ciphertext
 * under the deployment's data key and is never shown.
 *
 * <p>Deviation: a name leads to one service, in place of the customer's own DNS; a service answers
 * at the platform's name too.
 */
@Singleton
record ServiceCertificates(
        WebServiceRepository repository, ClusterCertificates clusters, Addresses addresses, Clock clock) {

    /** Has a new service on an AKS target answer at the name of that, if it has one. */
    void place(WebServiceEntity service, ArmResourceId workspace, String computeName) {
        if (service.computeType.equals(ComputeType.AKS.name())) {
            service.computeKey = workspace.child("computes", computeName).key();
            service.clusterHost = clusters.host(service.computeKey);
        }
    }

    /**
     * Gives a service a certificate, or takes it off, inside the transaction that changes its row.
     *
     * @param asked null for the platform's certificate
     * @throws io.mltwin.armweb.AzureException 400 for a certificate, key or name that clients would
     *     refuse; 409 for a name of another service
     */
    void apply(WebServiceEntity service, CertificateSettings asked, DataKey open) {
        if (asked == null) {
            service.cname = null;
            service.cnameKey = null;
            service.sslCertificate = null;
            service.sslKey = null;
            return;
        }
        if (isUnchanged(service, asked)) {
            return;
        }
        String key = asked.sslKey() == null ? key(service, open) : asked.sslKey();
        ServiceCertificate certificate = ServiceCertificate.read(asked.cname(), asked.sslCertificate(), key);
        certificate.validate(clock.instant(), addresses.base());
        requireFree(service, certificate);
        service.cname = certificate.cname();
        service.cnameKey = certificate.host();
        service.sslCertificate = asked.sslCertificate();
        service.sslKey = open.encryptText(key, context(service));
    }

    /** A certificate that has expired meanwhile does not keep other settings from being changed. */
    private static boolean isUnchanged(WebServiceEntity service, CertificateSettings asked) {
        return asked.sslKey() == null
                && asked.cname().equals(service.cname)
                && asked.sslCertificate().equals(service.sslCertificate);
    }

    private void requireFree(WebServiceEntity service, ServiceCertificate certificate) {
        repository.lockName("cname|" + certificate.host());
        WebServiceEntity other = repository.findByCname(certificate.host());
        if (clusters.isTaken(certificate.host()) || (other != null && !other.id.equals(service.id))) {
            throw conflict(
                    "CnameInUse", "The name '" + certificate.cname() + "' leads to another service or to a cluster.");
        }
    }

    private static String key(WebServiceEntity service, DataKey open) {
        badRequestIf(service.sslKey == null, "MissingMember", "sslEnabled needs sslKey: the service has none.");
        return open.decryptText(service.sslKey, context(service));
    }

    /** Returns the certificate of a row, or null. */
    static ServiceCertificate read(WebServiceEntity service, DataKey open) {
        return service.cname == null
                ? null
                : ServiceCertificate.read(service.cname, service.sslCertificate, key(service, open));
    }

    private static String context(WebServiceEntity service) {
        return "web-service:" + service.id + ":" + service.endpoint + ":ssl-key";
    }
}
