package io.mltwin.workspace.storage;

import static io.mltwin.armweb.ArmErrors.invalidResourceName;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValue;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.blob.containers.Immutability.Appends;
import io.mltwin.workspace.storage.blob.containers.Immutability.Policy;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityService;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code containers/…/immutabilityPolicies/default} with its operations lock and extend (2019-06-01
 * to 2024-01-01).
 */
@Singleton
record ImmutabilityPolicyProvider(
        StorageAccountService accounts, ImmutabilityService immutability, CurrentVertxRequest request)
        implements ResourceProvider {

    /** The body of a PUT or extend of an immutability policy. */
    record ImmutabilityPolicyRequest(Properties properties) {

        private static final String DAYS = "immutabilityPeriodSinceCreationInDays";
        private static final int MOST_DAYS = 146_000;

        /**
         * @param immutabilityPeriodSinceCreationInDays as it came: neither a text nor part of a day is
         *     a number of days
         */
        record Properties(
                Object immutabilityPeriodSinceCreationInDays,
                Boolean allowProtectedAppendWrites,
                Boolean allowProtectedAppendWritesAll) {}

        private static Properties properties(ImmutabilityPolicyRequest requestOrNull) {
            return requestOrNull == null || requestOrNull.properties() == null
                    ? new Properties(null, null, null)
                    : requestOrNull.properties();
        }

        /**
         * Returns the days that a request, which may be missing, asks for.
         *
         * @throws io.mltwin.armweb.AzureException 400
         */
        static int days(ImmutabilityPolicyRequest requestOrNull) {
            Object days = properties(requestOrNull).immutabilityPeriodSinceCreationInDays();
            if (days instanceof Integer whole && whole >= 1 && whole <= MOST_DAYS) {
                return whole;
            }
            throw invalidValue(DAYS, "It is from 1 to %s.", MOST_DAYS);
        }

        /**
         * Returns the appends that the policy permits.
         *
         * @throws io.mltwin.armweb.AzureException 400
         */
        static Appends appends(ImmutabilityPolicyRequest requestOrNull) {
            Properties asked = properties(requestOrNull);
            boolean some = isTrue(asked.allowProtectedAppendWrites());
            boolean all = isTrue(asked.allowProtectedAppendWritesAll());
            invalidValueIf(
                    some && all,
                    "allowProtectedAppendWritesAll",
                    "It and allowProtectedAppendWrites are mutually exclusive.");
            return all ? Appends.ALL : some ? Appends.APPEND_BLOBS : Appends.NONE;
        }
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ImmutabilityBody.TYPE)
                .require(ImmutabilityPolicyProvider::requireName)
                .get(this::get)
                .put(put())
                .delete(requiringMatch(this::delete))
                .action("lock", requiringMatch(this::lock))
                .action("extend", extend())
                .build());
    }

    private static void requireName(ArmCall call) {
        if (AsciiCase.equal(call.id().type(), ImmutabilityBody.TYPE)
                && !AsciiCase.equal(call.id().name(), "default")) {
            throw invalidResourceName(call.id().name(), "the immutability policy of a container is named default.");
        }
    }

    private Outcome get(ArmCall call) {
        return answer(call, immutability.policy(account(call), container(call), ifMatch()));
    }

    private ResourceChange<?, ?> put() {
        return ResourceChange.readingOptional(ImmutabilityPolicyRequest.class, "immutability policy")
                .validate((call, asked) -> {
                    ImmutabilityPolicyRequest.days(asked);
                    ImmutabilityPolicyRequest.appends(asked);
                })
                .apply((call, asked) -> answer(
                        call,
                        immutability.put(
                                account(call),
                                container(call),
                                ImmutabilityPolicyRequest.days(asked),
                                ImmutabilityPolicyRequest.appends(asked),
                                ifMatch(),
                                call.caller())));
    }

    private ResourceChange<?, ?> requiringMatch(Function<ArmCall, Outcome> change) {
        return ResourceChange.withoutBody()
                .validate((call, none) -> requireIfMatch())
                .apply((call, none) -> change.apply(call));
    }

    private Outcome delete(ArmCall call) {
        String etag = immutability.delete(account(call), container(call), ifMatch());
        return answer(ImmutabilityBody.none(call.id(), etag), etag);
    }

    private Outcome lock(ArmCall call) {
        return answer(call, immutability.lock(account(call), container(call), ifMatch(), call.caller()));
    }

    private ResourceChange<?, ?> extend() {
        return ResourceChange.readingOptional(ImmutabilityPolicyRequest.class, "immutability policy")
                .validate((call, asked) -> {
                    ImmutabilityPolicyRequest.days(asked);
                    requireIfMatch();
                })
                .apply((call, asked) -> answer(
                        call,
                        immutability.extend(
                                account(call),
                                container(call),
                                ImmutabilityPolicyRequest.days(asked),
                                ifMatch(),
                                call.caller())));
    }

    /** Null also for what a deployment asks for, which has no headers. */
    private String ifMatch() {
        RoutingContext http = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return http == null ? null : http.request().getHeader("If-Match");
    }

    private void requireIfMatch() {
        badRequestIf(
                ifMatch() == null,
                "MissingRequiredHeader",
                "An HTTP header that's mandatory for this request is not specified: If-Match.");
    }

    private StorageAccount account(ArmCall call) {
        return accounts.require(ServiceIds.account(call.id().parent()));
    }

    private static String container(ArmCall call) {
        return call.id().parent().name();
    }

    private static Outcome answer(ArmCall call, Policy policy) {
        return answer(ImmutabilityBody.policy(call.id(), policy), policy.etag());
    }

    private static Outcome answer(Object body, String etag) {
        return new Outcome(200, body, null, Map.of("ETag", etag));
    }
}
