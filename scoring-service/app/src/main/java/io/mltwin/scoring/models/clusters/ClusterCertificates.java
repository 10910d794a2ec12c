package io.mltwin.scoring.models.clusters;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.certificates.ServiceCertificate;
import io.mltwin.scoring.models.clusters.ClusterTable.ClusterHost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code sslConfiguration} of attached AKS clusters (how-to-secure-web-service): all services
 * on a cluster are reached at its name, {@code /api/v1/service/{service}/score}. The name is the
 * customer's with a certificate of theirs ({@code Enabled}), or one in the platform's domain with
 * the platform's certificate ({@code Auto}). A private key is ciphertext under the root key and is
 * never shown.
 *
 * <p>Deviation: a cluster's name in the platform's domain ends in {@code cloudapp.} and that
 * domain, in place of {@code cloudapp.azure.com}.
 */
@ApplicationScoped
public class ClusterCertificates {

    private static final int RANDOM_DIGITS = 6;

    private final ClusterCertificateRepository repository;
    private final RootKeys rootKeys;
    private final Secrets secrets;
    private final Addresses addresses;
    private final Clock clock;

    public ClusterCertificates(
            ClusterCertificateRepository repository,
            RootKeys rootKeys,
            Secrets secrets,
            Addresses addresses,
            Clock clock) {
        this.repository = repository;
        this.rootKeys = rootKeys;
        this.secrets = secrets;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Gives a target a name and a certificate; returns the name.
     *
     * @throws io.mltwin.armweb.AzureException 400 for a certificate, key or name that clients would
     *     refuse, and for another label without {@code overwriteExistingDomain}; 409 for the name
     *     of another target
     */
    @Transactional
    String put(ClusterCertificateBody asked) {
        String key = ArmResourceId.parse(asked.computeId()).key();
        ClusterCertificateEntity existing = repository.findById(key);
        ClusterCertificateEntity row = existing == null ? new ClusterCertificateEntity() : existing;
        row.computeKey = key;
        if (asked.leafDomainLabel() == null) {
            useOwn(row, asked);
        } else {
            usePlatforms(row, asked);
        }
        if (existing == null) {
            repository.persist(row);
        }
        repository.setHostOfServices(key, row.host);
        return row.cname;
    }

    private void useOwn(ClusterCertificateEntity row, ClusterCertificateBody asked) {
        boolean isKept = asked.privateKey() == null
                && row.privateKey != null
                && AsciiCase.equal(asked.cname(), row.cname)
                && (asked.certificate() == null || asked.certificate().equals(row.certificate));
        if (isKept) {
            return;
        }
        badRequestIf(
                asked.certificate() == null || asked.privateKey() == null,
                "MissingMember",
                "A name of your own needs a certificate and its key.");
        ServiceCertificate certificate =
                ServiceCertificate.read(asked.cname(), asked.certificate(), asked.privateKey());
        certificate.validate(clock.instant(), addresses.base());
        requireFree(row.computeKey, certificate.host());
        row.cname = certificate.cname();
        row.host = certificate.host();
        row.leafLabel = null;
        row.certificate = asked.certificate();
        row.privateKey = rootKeys.wrap(asked.privateKey().getBytes(StandardCharsets.UTF_8), context(row));
    }

    private void usePlatforms(ClusterCertificateEntity row, ClusterCertificateBody asked) {
        String label = AsciiCase.lower(asked.leafDomainLabel());
        if (label.equals(row.leafLabel)) {
            return;
        }
        if (row.leafLabel != null && !asked.overwriteExistingDomain()) {
            throw badRequest(
                    "LeafDomainLabelInUse",
                    "The cluster has the name '%s'. Give it another with overwriteExistingDomain true.",
                    row.cname);
        }
        String host = label
                + secrets.label(RANDOM_DIGITS)
                + "."
                + AsciiCase.lower(asked.region())
                + ".cloudapp."
                + addresses.base();
        requireFree(row.computeKey, host);
        row.leafLabel = label;
        row.host = host;
        row.cname = host;
        row.certificate = null;
        row.privateKey = null;
    }

    private void requireFree(String computeKey, String host) {
        repository.lockHost(host);
        ClusterCertificateEntity other = repository.findByHost(host);
        if (repository.isOfService(host) || (other != null && !other.computeKey.equals(computeKey))) {
            throw conflict("CnameInUse", "The name '" + host + "' leads to another cluster or service.");
        }
    }

    /** Takes the name off a target. */
    @Transactional
    void remove(ArmResourceId compute) {
        repository.deleteById(compute.key());
        repository.removeHostOfServices(compute.key());
    }

    /** Returns the host of a target, or null; inside a transaction. */
    public String host(String computeKey) {
        ClusterCertificateEntity row = repository.findById(computeKey);
        return row == null ? null : row.host;
    }

    /** Returns whether a host is a cluster's; inside a transaction. */
    public boolean isTaken(String host) {
        return repository.findByHost(host) != null;
    }

    /** Returns all names with their certificates and the services that are reached at them. */
    @Transactional
    Map<String, ClusterHost> all(ClusterTable known) {
        Map<String, Map<String, String>> endpoints = new TreeMap<>();
        List<ClusterCertificateRepository.Placed> services = repository.services();
        services.forEach(service -> endpoints
                .computeIfAbsent(service.host(), host -> new TreeMap<>())
                .put(service.name(), service.endpoint()));
        Map<String, ClusterHost> result = new TreeMap<>();
        for (ClusterCertificateEntity row : repository.listAll()) {
            result.put(
                    row.host,
                    new ClusterHost(
                            row.certificate,
                            certificate(row, known.find(row.host)),
                            endpoints.getOrDefault(row.host, Map.of())));
        }
        return result;
    }

    private ServiceCertificate certificate(ClusterCertificateEntity row, ClusterHost known) {
        if (row.certificate == null) {
            return null;
        }
        if (known != null && row.certificate.equals(known.pem())) {
            return known.certificate();
        }
        String key = new String(rootKeys.unwrap(row.privateKey, context(row)), StandardCharsets.UTF_8);
        return ServiceCertificate.read(row.cname, row.certificate, key);
    }

    private static String context(ClusterCertificateEntity row) {
        return "cluster-certificate:" + row.computeKey;
    }
}
