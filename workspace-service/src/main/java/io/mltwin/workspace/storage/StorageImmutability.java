package io.mltwin.workspace.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.blob.Immutability;
import io.mltwin.workspace.storage.blob.Immutability.Appends;
import io.mltwin.workspace.storage.blob.Immutability.Policy;
import io.mltwin.workspace.storage.blob.ImmutabilityService;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code containers/…/immutabilityPolicies/default} with its operations lock and extend, and the
 * operations setLegalHold and clearLegalHold of a container (2019-06-01 to 2024-01-01).
 */
@Singleton
class StorageImmutability {

    private static final String DAYS = "immutabilityPeriodSinceCreationInDays";
    private static final int MOST_DAYS = 146_000;
    private static final Pattern TAG = Pattern.compile("[a-z0-9]{3,23}");

    private final StorageAccountService accounts;
    private final ImmutabilityService immutability;
    private final CurrentVertxRequest request;
    private final ObjectMapper json;

    StorageImmutability(
            StorageAccountService accounts,
            ImmutabilityService immutability,
            CurrentVertxRequest request,
            ObjectMapper json) {
        this.accounts = accounts;
        this.immutability = immutability;
        this.request = request;
        this.json = json;
    }

    ArmAnswer handle(ArmCall call) {
        if (call.isPost("setLegalHold") || call.isPost("clearLegalHold")) {
            return hold(call);
        }
        if (!AsciiCase.equal(call.id().type(), ImmutabilityBody.TYPE)) {
            if (call.isList()) {
                throw ArmErrors.methodNotAllowed(call);
            }
            throw AzureFault.notBuilt(call.method() + " of the type " + call.target().type());
        }
        if (!AsciiCase.equal(call.id().name(), "default")) {
            throw ArmErrors.invalidResourceName(
                    call.id().name(), "the immutability policy of a container is named default.");
        }
        ArmResourceId container = call.id().parent();
        StorageAccount account = account(container);
        String name = container.name();
        if (call.isGet()) {
            return answer(call, immutability.policy(account, name, ifMatch()));
        }
        if (call.isPut()) {
            return answer(
                    call,
                    immutability.put(
                            account, name, days(call), appends(call), ifMatch(), call.caller()));
        }
        if (call.isDelete()) {
            String etag = immutability.delete(account, name, required());
            return ok(ImmutabilityBody.none(call.id(), etag), etag);
        }
        if (call.isPost("lock")) {
            return answer(call, immutability.lock(account, name, required(), call.caller()));
        }
        if (call.isPost("extend")) {
            return answer(
                    call,
                    immutability.extend(account, name, days(call), required(), call.caller()));
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer hold(ArmCall call) {
        JsonNode body = call.requiredBody();
        List<String> tags = tags(body);
        JsonNode appends = body.path("allowProtectedAppendWritesAll");
        StorageAccount account = account(call.id());
        Immutability now =
                call.isPost("setLegalHold")
                        ? immutability.hold(
                                account,
                                call.id().name(),
                                tags,
                                appends.isBoolean() ? appends.asBoolean() : null,
                                call.caller())
                        : immutability.clear(account, call.id().name(), tags);
        return ArmAnswer.ok(json.valueToTree(ImmutabilityBody.holds(now)));
    }

    private static List<String> tags(JsonNode body) {
        List<String> tags = new ArrayList<>();
        for (JsonNode each : body.path("tags")) {
            String tag = AsciiCase.lower(each.asText());
            if (!TAG.matcher(tag).matches()) {
                throw StorageErrors.invalidValue(
                        "tags", "A tag has 3 to 23 alphanumeric characters.");
            }
            tags.add(tag);
        }
        if (tags.isEmpty()) {
            throw StorageErrors.invalidValue("tags", "Give at least one tag.");
        }
        return tags;
    }

    private static int days(ArmCall call) {
        JsonNode days = properties(call).path(DAYS);
        if (!days.isInt() || days.asInt() < 1 || days.asInt() > MOST_DAYS) {
            throw StorageErrors.invalidValue(DAYS, "It is from 1 to " + MOST_DAYS + ".");
        }
        return days.asInt();
    }

    private static Appends appends(ArmCall call) {
        boolean some = properties(call).path("allowProtectedAppendWrites").asBoolean();
        boolean all = properties(call).path("allowProtectedAppendWritesAll").asBoolean();
        if (some && all) {
            throw StorageErrors.invalidValue(
                    "allowProtectedAppendWritesAll",
                    "It and allowProtectedAppendWrites are mutually exclusive.");
        }
        return all ? Appends.ALL : some ? Appends.APPEND_BLOBS : Appends.NONE;
    }

    private static JsonNode properties(ArmCall call) {
        return call.body() == null ? MissingNode.getInstance() : call.body().path("properties");
    }

    /** Null also for what a deployment asks for, which has no headers. */
    private String ifMatch() {
        RoutingContext http =
                Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return http == null ? null : http.request().getHeader("If-Match");
    }

    private String required() {
        String given = ifMatch();
        if (given == null) {
            throw new AzureFault(
                    400,
                    "MissingRequiredHeader",
                    "An HTTP header that's mandatory for this request is not specified: If-Match.");
        }
        return given;
    }

    /** The account of a container's id. */
    private StorageAccount account(ArmResourceId container) {
        ArmResourceId service = container.parent();
        if (!AsciiCase.equal(service.name(), "default")) {
            throw ArmErrors.invalidResourceName(
                    service.name(), "the service of a storage account is named default.");
        }
        return accounts.require(service.parent());
    }

    private ArmAnswer answer(ArmCall call, Policy policy) {
        return ok(ImmutabilityBody.policy(call.id(), policy), policy.etag());
    }

    private ArmAnswer ok(Object body, String etag) {
        return new ArmAnswer(200, json.valueToTree(body), null, Map.of("ETag", etag));
    }
}
