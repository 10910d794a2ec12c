package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.conflict;
import static io.mltwin.scoring.models.services.EncryptionErrors.contentClosed;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.ModelUsage;
import io.mltwin.scoring.models.managedclusters.ClusterEncryption;
import io.mltwin.scoring.models.services.AuthKeys.AuthKeysBody;
import io.mltwin.scoring.models.services.Deployment.RecordedService;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.registry.images.StoredImage;
import io.mltwin.scoring.registry.images.StoredImage.ImageDeleting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the state of deployments, for the operation that makes them and for the side that runs
 * them.
 */
@ApplicationScoped
public class DeploymentService implements ModelUsage {

    private static final String HEALTHY = "Healthy";

    private final WebServiceRepository repository;
    private final ServiceKeys keys;
    private final ImageService images;
    private final ClusterEncryption clusters;
    private final Duration timeout;
    private final Clock clock;

    public DeploymentService(
            WebServiceRepository repository,
            ServiceKeys keys,
            ImageService images,
            ClusterEncryption clusters,
            ScoringConfig config,
            Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.images = images;
        this.clusters = clusters;
        this.timeout = Duration.ofMillis(config.scoring().timeoutMillis());
        this.clock = clock;
    }

    /**
     * Returns the deployment behind a host's label, or null.
     *
     * @throws ContentClosedException while the customer's key of it or of its cluster cannot be
     *     used, which makes it Unhealthy
     */
    public Deployment find(String endpoint) {
        return find(() -> repository.findByEndpoint(endpoint));
    }

    /** Returns what is recorded of a service, in whatever state; empty where there is none. */
    public Optional<RecordedService> findRecorded(String endpoint) {
        return RowTransactions.inOne(() -> Optional.ofNullable(repository.findByEndpoint(endpoint))
                .map(service -> new RecordedService(
                        service.workspaceId,
                        service.appInsightsEnabled ? service.componentId : null,
                        service.highBusinessImpact,
                        service.name,
                        service.computeType)));
    }

    private Deployment find(Supplier<WebServiceEntity> query) {
        Stored stored = RowTransactions.inOne(() -> {
            WebServiceEntity service = query.get();
            return service == null ? null : new Stored(service, image(service), isUnderKey(service));
        });
        return stored == null ? null : of(stored.service, stored.image, stored.underKey, open(stored.service));
    }

    private record Stored(WebServiceEntity service, StoredImage image, boolean underKey) {}

    private boolean isUnderKey(WebServiceEntity service) {
        return service.keyIdentifier != null || setOf(service).isPresent();
    }

    private Optional<ArmResourceId> setOf(WebServiceEntity service) {
        return service.clusterId == null ? Optional.empty() : clusters.setOf(service.clusterId);
    }

    /** Opens the content of a deployment, and the disks of the cluster that it runs on. */
    DataKey open(WebServiceEntity service) {
        Optional<ArmResourceId> set = RowTransactions.inOne(() -> setOf(service));
        try {
            Optional<String> refusal = set.flatMap(clusters::refusal);
            if (refusal.isPresent()) {
                throw new ContentClosedException(
                        EncryptionErrors.onClosedDisks(service.name, refusal.get()), true, null);
            }
            return keys.open(service);
        } catch (CustomerKeyException refused) {
            throw closed(
                    service,
                    new ContentClosedException(
                            EncryptionErrors.closed(service.name, refused), refused.isLasting(), refused));
        } catch (ContentClosedException refused) {
            throw closed(service, refused);
        }
    }

    private ContentClosedException closed(WebServiceEntity service, ContentClosedException refused) {
        if (refused.isLasting()) {
            changeState(service.endpoint, HEALTHY, "Unhealthy", refused.getMessage());
        }
        return refused;
    }

    /** Returns the services that answer at a name of the customer's own. */
    List<WebServiceEntity> withCname() {
        return RowTransactions.inOne(repository::withCname);
    }

    /** Returns the services whose state a customer's key may decide about. */
    List<WebServiceEntity> underCustomerKeys() {
        return RowTransactions.inOne(repository::deployedUnderCustomerKeys);
    }

    void keyIsBack(String endpoint) {
        changeState(endpoint, "Unhealthy", HEALTHY, null);
    }

    private void changeState(String endpoint, String from, String to, String refusal) {
        QuarkusTransaction.requiringNew().run(() -> {
            WebServiceEntity service = repository.findByEndpoint(endpoint);
            if (service != null && service.state.equals(from)) {
                service.state = to;
                service.errorCode = refusal == null ? null : EncryptionErrors.NOT_USABLE;
                service.errorMessage = refusal;
                service.updatedAt = clock.instant();
            }
        });
    }

    /**
     * Returns the id of the image of a service that is being deployed, or null when the service is
     * gone.
     */
    @Transactional
    String imageId(String workspaceKey, String name) {
        WebServiceEntity service = repository.findByName(workspaceKey, name);
        return service == null ? null : service.imageId;
    }

    Deployment find(String workspaceKey, String name) {
        return find(() -> repository.findByName(workspaceKey, name));
    }

    /** Returns false when the service is gone. */
    @Transactional
    boolean healthy(String workspaceKey, String name) {
        WebServiceEntity service = repository.findByName(workspaceKey, name);
        if (service == null) {
            return false;
        }
        service.state = HEALTHY;
        service.updatedAt = clock.instant();
        return true;
    }

    @Transactional
    void failed(String workspaceKey, String name, AzureException fault) {
        WebServiceEntity service = repository.findByName(workspaceKey, name);
        if (service != null) {
            service.state = "Failed";
            service.errorCode = fault.code();
            service.errorMessage = fault.getMessage();
            service.updatedAt = clock.instant();
        }
    }

    /** An image that a service runs with stays. */
    void keepImage(@Observes ImageDeleting event) {
        if (repository.count("workspaceKey = ?1 and imageId = ?2", event.workspaceKey(), event.imageId()) > 0) {
            throw conflict(
                    "ImageInUse",
                    "The image '" + event.imageId() + "' is used by a service; delete the service first.");
        }
    }

    @Override
    public Optional<String> findUser(String workspaceKey, String modelId) {
        return repository.ofWorkspace(workspaceKey).stream()
                .filter(service -> service.imageId != null)
                .filter(service ->
                        images.modelIds(workspaceKey, service.imageId).contains(modelId))
                .map(service -> "the service '" + service.name + "'")
                .findFirst();
    }

    /**
     * Returns the data key of a service's content, before the transaction that reads or changes it.
     *
     * @throws io.mltwin.armweb.AzureException 404 when it is gone, 409 while its customer's key
     *     cannot be used, 503 when the vault does not answer
     */
    DataKey open(String endpoint, String name) {
        WebServiceEntity service = RowTransactions.inOne(() -> repository.requireByEndpoint(endpoint, name));
        try {
            return keys.open(service);
        } catch (CustomerKeyException refused) {
            throw contentClosed(name, refused);
        }
    }

    /** Returns the deployment of a row, inside the transaction that changes it. */
    Deployment of(WebServiceEntity service, DataKey open) {
        return of(service, image(service), isUnderKey(service), open);
    }

    private Deployment of(WebServiceEntity service, StoredImage image, boolean underKey, DataKey open) {
        AuthKeysBody read = ServiceKeys.read(service, open);
        ServiceRequestBody request = JsonText.as(service.request, ServiceRequestBody.class);
        ComputeType type = ComputeType.valueOf(service.computeType);
        ReplicaRule rule = ReplicaRule.of(request);
        String componentId = service.appInsightsEnabled ? service.componentId : null;
        return new Deployment(
                service.endpoint,
                service.workspaceId,
                service.name,
                service.computeType,
                service.state,
                Authentication.of(service.authEnabled, service.aadAuthEnabled),
                read.primaryKey(),
                read.secondaryKey(),
                componentId,
                service.highBusinessImpact,
                ServiceCertificates.read(service, open),
                new ServedDeployment(
                        service.endpoint,
                        "The service " + service.name,
                        service.endpoint,
                        null,
                        service.workspaceId,
                        service.computeType,
                        componentId != null,
                        underKey,
                        image,
                        null,
                        rule.count(),
                        RequestLimits.of(request, type, timeout),
                        rule.scaling()));
    }

    private StoredImage image(WebServiceEntity service) {
        return images.find(service.workspaceKey, service.imageId);
    }

    /** The content of a deployment cannot be opened, since the customer's key cannot be used. */
    public static final class ContentClosedException extends RuntimeException {

        private final boolean lasting;

        /**
         * Makes it.
         *
         * @param lasting whether it holds until somebody changes something
         */
        ContentClosedException(String message, boolean lasting, Throwable cause) {
            super(message, cause);
            this.lasting = lasting;
        }

        boolean isLasting() {
            return lasting;
        }
    }
}
