package io.mltwin.workspace.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.workspace.storage.accounts.AccountSignatures;
import io.mltwin.workspace.storage.accounts.SasRequest;
import io.mltwin.workspace.storage.accounts.StorageAccountBody;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.subscriptions.Regions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Storage behind Azure Resource Manager (2019-06-01 to 2024-01-01): storage accounts,
 * their keys, and through {@link StorageChildren} containers and shares.
 */
@Singleton
public class StorageProvider implements ArmProvider {

    private static final String ACCOUNTS = "Microsoft.Storage/storageAccounts";
    private static final String CONNECTIONS = ACCOUNTS + "/privateEndpointConnections";
    private static final String SKUS = "Microsoft.Storage/skus";
    private static final String LOCATIONS = "Microsoft.Storage/locations";
    private static final String CHECK_NAME = "Microsoft.Storage/checkNameAvailability";

    private final StorageAccountService accounts;
    private final StorageChildren children;
    private final AccountSignatures signatures;
    private final ObjectMapper json;

    StorageProvider(
            StorageAccountService accounts,
            StorageChildren children,
            AccountSignatures signatures,
            ObjectMapper json) {
        this.signatures = signatures;
        this.accounts = accounts;
        this.children = children;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(ACCOUNTS, CHECK_NAME, SKUS, LOCATIONS);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPost("checkNameAvailability")) {
            JsonNode body = call.requiredBody();
            return ok(accounts.checkName(body.path("name").asText(null)));
        }
        String type = call.target().type();
        if (AsciiCase.equal(type, SKUS)) {
            return listed(call, new SkuBody.Page(SkuBody.ALL));
        }
        if (AsciiCase.equal(type, LOCATIONS + "/usages")) {
            String region = Regions.require(call.id().name(), ACCOUNTS);
            return listed(
                    call, UsageBody.ofAccounts(accounts.count(call.id().subscriptionId(), region)));
        }
        if (AsciiCase.equal(type, CONNECTIONS)) {
            return connections(call);
        }
        if (AsciiCase.equal(call.id().type(), ACCOUNTS)) {
            return account(call);
        }
        return call.isList() && AsciiCase.equal(call.target().type(), ACCOUNTS)
                ? ok(accounts.list(call.id()))
                : children.handle(call);
    }

    private ArmAnswer listed(ArmCall call, Object body) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        return ok(body);
    }

    /** No private endpoint leads to an account here, so that none can be found. */
    private ArmAnswer connections(ArmCall call) {
        if (call.isList()) {
            accounts.require(call.id());
            return ok(new StorageAccountBody.Page(List.of()));
        }
        if (call.isGet()) {
            accounts.require(call.id().parent());
            throw ArmErrors.resourceNotFound(call.id());
        }
        return children.handle(call);
    }

    private ArmAnswer account(ArmCall call) {
        if (call.isGet()) {
            return ok(accounts.get(call.id()));
        }
        if (call.isPut()) {
            return ok(accounts.put(call.id(), request(call), call.caller()));
        }
        if (call.isPatch()) {
            return ok(accounts.patch(call.id(), request(call), call.caller()));
        }
        if (call.isDelete()) {
            return accounts.delete(call.id()) ? ArmAnswer.ok(null) : ArmAnswer.noContent();
        }
        if (call.isPost("listKeys")) {
            return ok(accounts.listKeys(call.id()));
        }
        if (call.isPost("regenerateKey")) {
            return ok(
                    accounts.regenerateKey(
                            call.id(), call.requiredBody().path("keyName").asText(null)));
        }
        if (call.isPost("listAccountSas")) {
            return ok(signatures.account(call.id(), body(call, SasRequest.class)));
        }
        if (call.isPost("listServiceSas")) {
            return ok(signatures.service(call.id(), body(call, SasRequest.class)));
        }
        if (call.isPost("revokeUserDelegationKeys")) {
            accounts.revokeUserDelegationKeys(call.id());
            return ArmAnswer.ok(null);
        }
        return children.handle(call);
    }

    private StorageAccountRequest request(ArmCall call) {
        return body(call, StorageAccountRequest.class);
    }

    private <T> T body(ArmCall call, Class<T> form) {
        try {
            return json.treeToValue(call.requiredBody(), form);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content was invalid and could not be deserialized: "
                            + BodyErrors.reason(e));
        }
    }

    private ArmAnswer ok(Object body) {
        return ArmAnswer.ok(json.valueToTree(body));
    }
}
