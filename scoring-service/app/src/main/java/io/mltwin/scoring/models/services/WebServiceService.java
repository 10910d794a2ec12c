package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;
import static io.mltwin.scoring.ModelManagementErrors.conflict;
import static io.mltwin.scoring.ModelManagementErrors.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonPatch;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.services.Deployment.DeploymentChanged;
import io.mltwin.scoring.models.services.ServiceBody.ServiceFilter;
import io.mltwin.scoring.models.services.ServiceKeys.ServiceDataKey;
import io.mltwin.scoring.models.services.ServiceRequestBody.EnvironmentImageRequest;
import io.mltwin.scoring.operations.OperationService;
import io.mltwin.scoring.registry.images.ImageRequest;
import io.mltwin.scoring.registry.images.ImageService;
import io.mltwin.scoring.workspaces.WorkspaceAuthorizer;
import io.mltwin.scoring.workspaces.WorkspaceClient;
import io.mltwin.scoring.workspaces.WorkspaceDeleted;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.scoring.workspaces.WorkspaceView;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Web services on ACI and AKS: asked for, changed, deleted; their keys. */
@Singleton
public record WebServiceService(
        WebServiceRepository repository,
        ServiceKeys keys,
        ServiceEncryption encryption,
        ServiceCertificates certificates,
        DeploymentService deployments,
        DeploymentHost host,
        ComputeClient computes,
        ImageService images,
        OperationService operations,
        WorkspaceClient workspaces,
        WorkspaceAuthorizer access,
        ServiceAuthorizer authorizer,
        EndpointTokens tokens,
        Addresses addresses,
        Secrets secrets,
        Event<DeploymentChanged> changed,
        Clock clock) {

    /** Type of the operations that deploy services. */
    static final String OPERATION = "Service";

    private static final Set<String> MUTABLE = Set.of(
            "description",
            "kvTags",
            AuthenticationPatch.KEY,
            AuthenticationPatch.TOKEN,
            "appInsightsEnabled",
            CertificateSettings.ENABLED,
            CertificateSettings.CERTIFICATE,
            CertificateSettings.KEY,
            CertificateSettings.CNAME);
    private static final Set<String> NOT_BUILT = Set.of(
            "imageId",
            "environmentImageRequest",
            "numReplicas",
            "autoScaler",
            "containerResourceRequirements",
            "dataCollection",
            "livenessProbeRequirements",
            "maxConcurrentRequestsPerContainer",
            "maxQueueWaitMs",
            "scoringTimeoutMs");

    ServiceBody create(Caller caller, WorkspacePath path, ServiceRequestBody request, String correlationId) {
        if (request == null) {
            throw required("name");
        }
        ComputeType type = ComputeType.parse(request.computeType());
        access.requireAll(caller, path, "services/" + type.actionPart() + "/write", "models/read");
        ServiceValidator.validate(request, type);
        WorkspaceView workspace = workspaces.get(path.id());
        String cluster = type == ComputeType.AKS
                ? computes.requireAks(path.id().toString(), request.computeName())
                        .resourceId()
                : null;
        if (request.imageId() != null) {
            images.stored(path.key(), request.imageId());
        } else {
            images.check(path, imageRequest(request));
        }
        String endpoint = request.name() + "-" + secrets.label(8);
        ServiceDataKey key = encryption.prepare(
                WebServiceRepository.key(path.key(), request.name()), endpoint, request.encryption());
        return RowTransactions.inOne(
                () -> persist(path, workspace, request, type, cluster, endpoint, key, correlationId));
    }

    private ServiceBody persist(
            WorkspacePath path,
            WorkspaceView workspace,
            ServiceRequestBody request,
            ComputeType type,
            String cluster,
            String endpoint,
            ServiceDataKey key,
            String correlationId) {
        repository.lockName(WebServiceRepository.key(path.key(), request.name()));
        if (repository.findByName(path.key(), request.name()) != null) {
            throw conflict(
                    "ServiceAlreadyExists", "There is already a service '" + request.name() + "'; delete it first.");
        }
        WebServiceEntity service = new WebServiceEntity();
        service.id = WebServiceRepository.key(path.key(), request.name());
        service.workspaceKey = path.key();
        service.workspaceId = path.id().toString();
        service.name = request.name();
        service.endpoint = endpoint;
        service.computeType = type.name();
        service.clusterId = cluster;
        service.request = JsonText.sealed(request.withoutSecrets());
        service.description = Sealed.of(request.description());
        service.tags = JsonText.sealed(request.kvTags() == null ? Map.of() : request.kvTags());
        service.properties = JsonText.sealed(request.properties() == null ? Map.of() : request.properties());
        authenticate(service, ServiceValidator.authentication(request, type));
        // the document stores every request, so only a service that says false has none
        service.appInsightsEnabled = !Boolean.FALSE.equals(request.appInsightsEnabled());
        service.state = "Transitioning";
        service.componentId = workspace.applicationInsightsId();
        service.highBusinessImpact = workspace.hbiWorkspace();
        service.createdAt = clock.instant();
        service.updatedAt = service.createdAt;
        keys.make(service, key, request.keys());
        service.operationId = operations.start(path, OPERATION, service.name, correlationId);
        service.imageId = request.imageId() != null
                ? request.imageId()
                : images.createFor(path, service.name, imageRequest(request), service.operationId);
        certificates.apply(service, CertificateSettings.of(request), key.open());
        certificates.place(service, path.id(), request.computeName());
        repository.persist(service);
        changed.fire(new DeploymentChanged(endpoint, deployments.of(service, key.open())));
        return body(service);
    }

    private ServiceBody body(WebServiceEntity service) {
        return WebServiceMapper.body(service, addresses, host.running(service.endpoint));
    }

    private static ImageRequest imageRequest(ServiceRequestBody request) {
        EnvironmentImageRequest image = request.environmentImageRequest();
        return new ImageRequest(
                request.description(),
                null,
                null,
                image.modelIds(),
                image.driverProgram(),
                image.assets(),
                image.targetRuntime(),
                image.environment(),
                null,
                null);
    }

    /** Returns the compute types that the services of a workspace run on, each once. */
    List<String> types(String workspaceKey) {
        return RowTransactions.inOne(() -> repository.ofWorkspace(workspaceKey)).stream()
                .map(service -> service.computeType)
                .distinct()
                .sorted()
                .toList();
    }

    List<ServiceBody> list(Caller caller, WorkspacePath path, ServiceFilter filter) {
        access.requireAll(caller, path, "services/read");
        return RowTransactions.inOne(() -> repository.ofWorkspace(path.key())).stream()
                .map(this::body)
                .filter(filter::passes)
                .toList();
    }

    ServiceBody get(Caller caller, WorkspacePath path, String name) {
        access.requireAll(caller, path, "services/read");
        return body(RowTransactions.inOne(() -> repository.requireByName(path.key(), name)));
    }

    ServiceBody patch(Caller caller, WorkspacePath path, String name, JsonNode operations) {
        String endpoint = authorizer.require(caller, path, name, "write");
        refuseNotBuilt(operations);
        DataKey open = deployments.open(endpoint, name);
        return RowTransactions.inOne(() -> patch(repository.requireByEndpoint(endpoint, name), open, operations));
    }

    private ServiceBody patch(WebServiceEntity service, DataKey open, JsonNode operations) {
        ObjectNode document = Json.tree(body(service));
        document.put(AuthenticationPatch.TOKEN, service.aadAuthEnabled);
        ObjectNode result = JsonPatch.apply(document, operations, MUTABLE);
        service.description = Sealed.of(result.path("description").asText(null));
        service.tags = JsonText.sealed(result.path("kvTags"));
        switchAuthentication(service, open, operations, result);
        service.appInsightsEnabled = flag(result, "appInsightsEnabled");
        certificates.apply(
                service,
                CertificateSettings.of(result, flag(result, CertificateSettings.ENABLED), service.cname != null),
                open);
        service.updatedAt = clock.instant();
        changed.fire(new DeploymentChanged(service.endpoint, deployments.of(service, open)));
        return body(service);
    }

    /** Keys that were switched off are never good again. */
    private void switchAuthentication(WebServiceEntity service, DataKey open, JsonNode operations, ObjectNode patched) {
        Authentication before = Authentication.of(service.authEnabled, service.aadAuthEnabled);
        Authentication after = AuthenticationPatch.apply(
                before,
                ComputeType.valueOf(service.computeType),
                operations,
                flag(patched, AuthenticationPatch.KEY),
                flag(patched, AuthenticationPatch.TOKEN));
        if (before == Authentication.KEY && after == Authentication.TOKEN) {
            keys.renew(service, open);
        }
        authenticate(service, after);
    }

    private void authenticate(WebServiceEntity service, Authentication authentication) {
        service.authEnabled = authentication == Authentication.KEY;
        service.aadAuthEnabled = authentication == Authentication.TOKEN;
        if (service.aadAuthEnabled) {
            tokens.prepare();
        }
    }

    private static boolean flag(JsonNode document, String member) {
        badRequestIf(!document.path(member).isBoolean(), "InvalidPatch", "'%s' must be true or false.", member);
        return document.get(member).asBoolean();
    }

    private static void refuseNotBuilt(JsonNode operations) {
        if (operations != null) {
            for (JsonNode operation : operations) {
                String member =
                        operation.path("path").asText().replaceFirst("^/", "").split("/", 2)[0];
                notBuiltIf(
                        NOT_BUILT.contains(member),
                        "Changing '%s' of a service; delete it and deploy it again",
                        member);
            }
        }
    }

    /** Deletes a web service; returns false when there is none. */
    boolean delete(Caller caller, WorkspacePath path, String name) {
        Optional<String> endpoint = authorizer.requireIfPresent(caller, path, name, "delete");
        if (endpoint.isEmpty()) {
            access.requireAny(caller, path, "services/aci/delete", "services/aks/delete");
            return false;
        }
        return RowTransactions.inOne(() -> delete(endpoint.get()));
    }

    private boolean delete(String endpoint) {
        WebServiceEntity service = repository.findByEndpoint(endpoint);
        if (service == null) {
            return false;
        }
        delete(service);
        return true;
    }

    private void delete(WebServiceEntity service) {
        repository.delete(service);
        changed.fire(new DeploymentChanged(service.endpoint, null));
    }

    void deleteAll(@Observes WorkspaceDeleted workspace) {
        repository.ofWorkspace(workspace.workspaceKey()).forEach(this::delete);
    }
}
