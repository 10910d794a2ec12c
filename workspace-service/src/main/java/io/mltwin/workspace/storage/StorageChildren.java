package io.mltwin.workspace.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.blob.ContainerScope;
import io.mltwin.workspace.storage.blob.ContainerService;
import io.mltwin.workspace.storage.blob.ContainerState;
import io.mltwin.workspace.storage.cors.CorsRules;
import io.mltwin.workspace.storage.encryption.ScopeKeys;
import io.mltwin.workspace.storage.file.ShareService;
import io.mltwin.workspace.storage.file.ShareState;
import io.mltwin.workspace.storage.lease.Lease;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code blobServices/default/containers} and {@code fileServices/default/shares} of a storage
 * account, and through {@link StorageScopes} its encryption scopes.
 */
@Singleton
class StorageChildren {

    private static final String CONTAINERS =
            "Microsoft.Storage/storageAccounts/blobServices/containers";
    private static final String BLOB_SERVICES = "Microsoft.Storage/storageAccounts/blobServices";
    private static final String FILE_SERVICES = "Microsoft.Storage/storageAccounts/fileServices";
    private static final String DEFAULT_SCOPE = "defaultEncryptionScope";
    private static final String DENY_OVERRIDE = "denyEncryptionScopeOverride";
    private static final Set<String> PUBLIC_ACCESS = Set.of("None", "Blob", "Container");
    private static final String SHARES = "Microsoft.Storage/storageAccounts/fileServices/shares";

    private final StorageAccountService accounts;
    private final ContainerService containers;
    private final ShareService shares;
    private final StorageScopes scopes;
    private final StorageImmutability immutability;
    private final ObjectMapper json;
    private final Clock clock;

    StorageChildren(
            StorageAccountService accounts,
            ContainerService containers,
            ShareService shares,
            StorageScopes scopes,
            StorageImmutability immutability,
            ObjectMapper json,
            Clock clock) {
        this.clock = clock;
        this.accounts = accounts;
        this.containers = containers;
        this.shares = shares;
        this.scopes = scopes;
        this.immutability = immutability;
        this.json = json;
    }

    /** A container or share as Azure Resource Manager shows it. */
    record Child<P>(String id, String name, String type, String etag, P properties) {}

    record ContainerProperties(
            String publicAccess,
            String leaseStatus,
            String leaseState,
            String lastModifiedTime,
            Map<String, String> metadata,
            ImmutabilityBody.OfContainer immutabilityPolicy,
            ImmutabilityBody.HoldsOfContainer legalHold,
            boolean hasImmutabilityPolicy,
            boolean hasLegalHold,
            String defaultEncryptionScope,
            boolean denyEncryptionScopeOverride) {}

    record ShareProperties(int shareQuota, String lastModifiedTime, String enabledProtocols) {}

    record Page<P>(List<Child<P>> value) {}

    ArmAnswer handle(ArmCall call) {
        String type = call.target().type();
        if (AsciiCase.equal(type, CONTAINERS)) {
            return call.isList() ? listContainers(call) : container(call);
        }
        if (AsciiCase.startsWith(type, CONTAINERS + "/")) {
            return immutability.handle(call);
        }
        if (AsciiCase.equal(type, SHARES)) {
            return call.isList() ? listShares(call) : share(call);
        }
        if (AsciiCase.equal(type, BLOB_SERVICES) || AsciiCase.equal(type, FILE_SERVICES)) {
            return service(call);
        }
        if (AsciiCase.equal(type, StorageScopes.TYPE)) {
            return scopes.handle(call);
        }
        throw AzureFault.notBuilt(call.method() + " of the type " + type);
    }

    /** The one service of each kind that an account has. */
    private ArmAnswer service(ArmCall call) {
        boolean blob = AsciiCase.equal(call.target().type(), BLOB_SERVICES);
        String type = blob ? BLOB_SERVICES : FILE_SERVICES;
        if (call.isList()) {
            StorageAccount account = accounts.require(call.id());
            ArmResourceId id = call.id().child(blob ? "blobServices" : "fileServices", "default");
            return answer(false, new Page<>(List.of(serviceBody(id, type, account))));
        }
        StorageAccount account = account(call.id());
        if (!call.isGet()) {
            if (!blob || !call.isPut() && !call.isPatch()) {
                throw AzureFault.notBuilt("Changing the file service of a storage account");
            }
            CorsRules corsRules = BlobServiceBody.corsRules(properties(call), account.corsRules());
            accounts.setDataProtection(
                    account,
                    BlobServiceBody.softDelete(properties(call), account.softDelete()),
                    BlobServiceBody.versioning(properties(call), account.versioning()));
            accounts.setCorsRules(account, corsRules);
            account = accounts.require(account.armId());
        }
        return answer(false, serviceBody(call.id(), type, account));
    }

    private static Child<BlobServiceBody> serviceBody(
            ArmResourceId id, String type, StorageAccount account) {
        return new Child<>(
                id.toString(),
                "default",
                type,
                null,
                type.equals(BLOB_SERVICES)
                        ? BlobServiceBody.of(account)
                        : BlobServiceBody.ofFiles());
    }

    private ArmAnswer container(ArmCall call) {
        StorageAccount account = account(call.id());
        String name = call.id().name();
        if (call.isPut()) {
            ContainerState before = containers.find(account, name).orElse(null);
            boolean isNew = before == null;
            checkAccess(call, account);
            checkScope(call, before);
            containers.ensure(account, name, scope(call));
            return answer(isNew, body(call.id(), change(call, account)));
        }
        if (call.isPatch()) {
            checkAccess(call, account);
            checkScope(
                    call,
                    containers
                            .find(account, name)
                            .orElseThrow(() -> ArmErrors.resourceNotFound(call.id())));
            return answer(false, body(call.id(), change(call, account)));
        }
        if (call.isGet()) {
            return answer(
                    false,
                    body(
                            call.id(),
                            containers
                                    .find(account, name)
                                    .orElseThrow(() -> ArmErrors.resourceNotFound(call.id()))));
        }
        if (call.isDelete()) {
            return containers.delete(account, name) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private static void checkAccess(ArmCall call, StorageAccount account) {
        String access = properties(call).path("publicAccess").asText("None");
        if (!PUBLIC_ACCESS.contains(access)) {
            throw StorageErrors.invalidValue("publicAccess", "It is None, Blob or Container.");
        }
        if (!access.equals("None") && !account.allowBlobPublicAccess()) {
            throw StorageErrors.publicAccessNotPermitted();
        }
    }

    /** Both are said, or none, and nobody changes what a container has. */
    private static void checkScope(ArmCall call, ContainerState before) {
        boolean scoped = properties(call).path(DEFAULT_SCOPE).isTextual();
        boolean denies = properties(call).path(DENY_OVERRIDE).isBoolean();
        if (scoped != denies) {
            throw new AzureFault(
                    400,
                    "ContainerOperationFailure",
                    "Container encryption policy missing header: x-ms-default-encryption-scope and"
                            + " x-ms-deny-encryption-scope-override are required.");
        }
        if (before != null && scoped && !before.scope().equals(scope(call))) {
            throw StorageErrors.invalidValue(
                    DEFAULT_SCOPE, "It is said when the container is made and cannot be changed.");
        }
    }

    private static ContainerScope scope(ArmCall call) {
        JsonNode properties = properties(call);
        return ContainerScope.named(
                properties.path(DEFAULT_SCOPE).asText(ScopeKeys.ACCOUNT_KEY),
                properties.path(DENY_OVERRIDE).asBoolean());
    }

    private ContainerState change(ArmCall call, StorageAccount account) {
        JsonNode properties = properties(call);
        Map<String, String> metadata = null;
        if (properties.path("metadata").isObject()) {
            metadata = new TreeMap<>();
            for (Map.Entry<String, JsonNode> each : properties.get("metadata").properties()) {
                metadata.put(each.getKey(), each.getValue().asText());
            }
        }
        String access = properties.path("publicAccess").asText(null);
        return access == null && metadata == null
                ? containers.ensure(account, call.id().name())
                : containers.update(account, call.id().name(), access, metadata);
    }

    private ArmAnswer listContainers(ArmCall call) {
        List<Child<ContainerProperties>> all =
                containers.all(account(call.id())).stream()
                        .map(state -> body(call.id().child("containers", state.name()), state))
                        .toList();
        return answer(false, new Page<>(all));
    }

    private ArmAnswer share(ArmCall call) {
        StorageAccount account = account(call.id());
        String name = call.id().name();
        if (call.isPut()) {
            JsonNode quota = properties(call).path("shareQuota");
            boolean isNew = shares.find(account, name).isEmpty();
            return answer(
                    isNew,
                    body(
                            call.id(),
                            shares.put(account, name, quota.isInt() ? quota.asInt() : null)));
        }
        if (call.isGet()) {
            return answer(
                    false,
                    body(
                            call.id(),
                            shares.find(account, name)
                                    .orElseThrow(() -> ArmErrors.resourceNotFound(call.id()))));
        }
        if (call.isDelete()) {
            return shares.delete(account, name) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer listShares(ArmCall call) {
        List<Child<ShareProperties>> all =
                shares.all(account(call.id())).stream()
                        .map(state -> body(call.id().child("shares", state.name()), state))
                        .toList();
        return answer(false, new Page<>(all));
    }

    /** The account that a child's id lies in. */
    private StorageAccount account(ArmResourceId id) {
        ArmResourceId service = id.types().size() == 3 ? id.parent() : id;
        if (service.types().size() != 2 || !AsciiCase.equal(service.name(), "default")) {
            throw ArmErrors.invalidResourceName(
                    service.name(), "the service of a storage account is named default.");
        }
        return accounts.require(service.parent());
    }

    private static JsonNode properties(ArmCall call) {
        return call.body() == null
                ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                : call.body().path("properties");
    }

    private Child<ContainerProperties> body(ArmResourceId id, ContainerState state) {
        Lease.State lease = Lease.state(state.lease(), clock.instant());
        ContainerProperties properties =
                new ContainerProperties(
                        state.publicAccess() == null ? "None" : capital(state.publicAccess()),
                        capital(lease.status()),
                        capital(lease.wire()),
                        state.modified().toString(),
                        state.metadata().isEmpty() ? null : state.metadata(),
                        ImmutabilityBody.policy(state.immutability()),
                        ImmutabilityBody.holdsOf(state.immutability()),
                        state.immutability().policy() != null,
                        !state.immutability().holds().isEmpty(),
                        state.scope().name(),
                        state.scope().deniesOverride());
        return new Child<>(id.toString(), state.name(), CONTAINERS, state.etag(), properties);
    }

    private static Child<ShareProperties> body(ArmResourceId id, ShareState state) {
        ShareProperties properties =
                new ShareProperties(state.quotaGib(), state.modified().toString(), "SMB");
        return new Child<>(id.toString(), state.name(), SHARES, state.etag(), properties);
    }

    private static String capital(String text) {
        return AsciiCase.upper(text.substring(0, 1)) + text.substring(1);
    }

    private ArmAnswer answer(boolean created, Object body) {
        JsonNode node = json.valueToTree(body);
        return created ? ArmAnswer.created(node) : ArmAnswer.ok(node);
    }
}
