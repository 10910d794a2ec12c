package io.mltwin.workspace.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.blob.ContainerService;
import io.mltwin.workspace.storage.blob.ContainerState;
import io.mltwin.workspace.storage.file.ShareService;
import io.mltwin.workspace.storage.file.ShareState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * {@code blobServices/default/containers} and {@code fileServices/default/shares} of a storage
 * account.
 */
@Singleton
class StorageChildren {

    private static final String CONTAINERS =
            "Microsoft.Storage/storageAccounts/blobServices/containers";
    private static final String SHARES = "Microsoft.Storage/storageAccounts/fileServices/shares";

    private final StorageAccountService accounts;
    private final ContainerService containers;
    private final ShareService shares;
    private final ObjectMapper json;

    StorageChildren(
            StorageAccountService accounts,
            ContainerService containers,
            ShareService shares,
            ObjectMapper json) {
        this.accounts = accounts;
        this.containers = containers;
        this.shares = shares;
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
            boolean hasImmutabilityPolicy,
            boolean hasLegalHold) {}

    record ShareProperties(int shareQuota, String lastModifiedTime, String enabledProtocols) {}

    record Page<P>(List<Child<P>> value) {}

    ArmAnswer handle(ArmCall call) {
        String type = call.target().type();
        if (type.equalsIgnoreCase(CONTAINERS)) {
            return call.isList() ? listContainers(call) : container(call);
        }
        if (type.equalsIgnoreCase(SHARES)) {
            return call.isList() ? listShares(call) : share(call);
        }
        throw AzureFault.notBuilt(call.method() + " of the type " + type);
    }

    private ArmAnswer container(ArmCall call) {
        StorageAccount account = account(call.id());
        String name = call.id().name();
        if (call.isPut()) {
            String access = properties(call).path("publicAccess").asText("None");
            if (!access.equals("None")) {
                throw StorageErrors.notEnforced(
                        "publicAccess " + access, "leave it out or send None.");
            }
            boolean isNew = containers.find(account, name).isEmpty();
            return answer(isNew, body(call.id(), containers.ensure(account, name)));
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
        if (service.types().size() != 2 || !service.name().equalsIgnoreCase("default")) {
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

    private static Child<ContainerProperties> body(ArmResourceId id, ContainerState state) {
        ContainerProperties properties =
                new ContainerProperties(
                        "None",
                        "Unlocked",
                        "Available",
                        state.modified().toString(),
                        state.metadata().isEmpty() ? null : state.metadata(),
                        false,
                        false);
        return new Child<>(id.toString(), state.name(), CONTAINERS, state.etag(), properties);
    }

    private static Child<ShareProperties> body(ArmResourceId id, ShareState state) {
        ShareProperties properties =
                new ShareProperties(state.quotaGib(), state.modified().toString(), "SMB");
        return new Child<>(id.toString(), state.name(), SHARES, state.etag(), properties);
    }

    private ArmAnswer answer(boolean created, Object body) {
        JsonNode node = json.valueToTree(body);
        return created ? ArmAnswer.created(node) : ArmAnswer.ok(node);
    }
}
